"""A count that goes on keeps its job's lease; what it said last is no longer noted beside it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the column away."""
    op.drop_column("vote_counting", "told_at")


def downgrade() -> None:
    """Put it back, empty."""
    op.add_column("vote_counting", sa.Column("told_at", Moment(), nullable=True))
