"""A municipality's own methods, and meetings that come back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "own_method",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("version between 1 and 9999", name=op.f("ck_own_method_version")),
        sa.CheckConstraint("length(source) <= 60000", name=op.f("ck_own_method_source")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_own_method_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_method")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("every", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("every in ('week', 'two_weeks', 'month')", name=op.f("ck_series_every")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_series_made_by_id_staff")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_series_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index("ix_series_process_id", "series", ["process_id"])
    op.create_table(
        "occasion",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("series_id", sa.String(length=16), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_by_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("(dropped_at is null) = (dropped_by_id is null)", name=op.f("ck_occasion_dropped")),
        sa.CheckConstraint("dropped_at is null or event_id is null", name=op.f("ck_occasion_dropped_or_made")),
        sa.ForeignKeyConstraint(["dropped_by_id"], ["staff.id"], name=op.f("fk_occasion_dropped_by_id_staff")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_occasion_event_id_event")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_occasion_series_id_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion")),
        sa.UniqueConstraint("event_id", name=op.f("uq_occasion_event_id")),
    )
    op.create_index("ix_occasion_series_id_starts_at", "occasion", ["series_id", "starts_at"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("occasion")
    op.drop_table("series")
    op.drop_table("own_method")
