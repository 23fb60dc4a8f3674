"""A count that goes on keeps its job's lease instead of a note beside it; it begins with who could vote and who did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the note away, keep the account."""
    op.drop_column("vote_counting", "told_at")
    op.add_column("vote_counting", sa.Column("account", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Put the note back, empty."""
    op.drop_column("vote_counting", "account")
    op.add_column("vote_counting", sa.Column("told_at", Moment(), nullable=True))
