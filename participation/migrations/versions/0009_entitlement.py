"""What people said to be here as, and how the right to vote is proved: in the room, by tables, on paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. How a vote's right was proved moves from its opening to the vote, where it is chosen."""
    op.create_table(
        "participant_role",
        sa.Column("participant_id", sa.String(16), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.CheckConstraint("role in ('young', 'adult', 'leads')", name=op.f("ck_participant_role_role")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_participant_role_participant_id")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_participant_role")),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("participant_role")
