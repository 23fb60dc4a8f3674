"""Safety walks: the town's maps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "town_map",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("west", sa.Double(), nullable=False),
        sa.Column("south", sa.Double(), nullable=False),
        sa.Column("east", sa.Double(), nullable=False),
        sa.Column("north", sa.Double(), nullable=False),
        sa.Column("attribution", sa.String(length=200), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("svg", sa.Text(), nullable=False),
        sa.CheckConstraint("west < east and south < north", name=op.f("ck_town_map_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_map")),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("town_map")
