"""Drafts of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0012"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "answer_draft",
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_answer_draft_by_id"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_answer_draft_proposal_number"),
        sa.PrimaryKeyConstraint("proposal_number", "by_id", name="pk_answer_draft"),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("answer_draft")
