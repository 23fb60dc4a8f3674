"""Which place a proposal is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
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


def downgrade() -> None:
    """Take it away."""
    op.drop_table("proposal_place")
