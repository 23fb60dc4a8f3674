"""An event's own checklist: points, and ticks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables; events that were prepared before have an empty list."""
    op.create_table(
        "checklist_point",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("responsible", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_checklist_point_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_point")),
    )
    op.create_index("ix_checklist_point_event_id_position", "checklist_point", ["event_id", "position"], unique=False)
    op.create_table(
        "checklist_tick",
        sa.Column("point_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_checklist_tick_by_id")),
        sa.ForeignKeyConstraint(["point_id"], ["checklist_point.id"], name=op.f("fk_checklist_tick_point_id")),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_checklist_tick")),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("checklist_tick")
    op.drop_index("ix_checklist_point_event_id_position", table_name="checklist_point")
    op.drop_table("checklist_point")
