"""What other counting methods need: seats, a budget, and what entries cost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; votes until now had none of this."""
    op.add_column("vote", sa.Column("seats", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("vote", sa.Column("budget", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("vote_entry", sa.Column("cost", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "vote_counting",
        sa.Column("vote_id", sa.String(16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(16), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        sa.CheckConstraint("percent between 0 and 100", name=op.f("ck_vote_counting_percent")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_counting_vote_id")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_vote_counting_by_id")),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_vote_counting")),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("vote_counting")
    op.drop_column("vote_entry", "cost")
    op.drop_column("vote", "budget")
    op.drop_column("vote", "seats")
