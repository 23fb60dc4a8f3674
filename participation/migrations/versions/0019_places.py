"""Which place a proposal is about, and the overview as it was counted last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "proposal_place",
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(lon is null) = (lat is null)", name=op.f("ck_proposal_place_position")),
        sa.CheckConstraint("name <> '' or lon is not null", name=op.f("ck_proposal_place_somewhere")),
        sa.ForeignKeyConstraint(
            ["proposal_number"], ["proposal.number"], name=op.f("fk_proposal_place_proposal_number_proposal")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_proposal_place_by_id_staff")),
        sa.PrimaryKeyConstraint("proposal_number", name=op.f("pk_proposal_place")),
    )
    op.create_index("ix_proposal_place_key", "proposal_place", ["key", "proposal_number"])
    op.create_table(
        "overview_count",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_overview_count_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overview_count")),
    )
    op.create_index("ix_helped_answer_at", "helped_answer", ["at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_helped_answer_at", "helped_answer")
    op.drop_table("overview_count")
    op.drop_table("proposal_place")
