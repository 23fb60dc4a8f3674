"""Steps that are open beside the one that the room is in: each at most once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OPEN = sa.text("closed_at is null and what = 'beside'")


def upgrade() -> None:
    """Make the index that holds it."""
    where = {"sqlite_where": _OPEN, "postgresql_where": _OPEN}
    op.create_index("uq_opening_beside", "opening", ["step_id"], unique=True, **where)


def downgrade() -> None:
    """Drop it again; what was open beside closes, so that older code finds nothing that it does not know."""
    op.execute("DELETE FROM opening WHERE what = 'beside'")
    op.drop_index("uq_opening_beside", table_name="opening")
