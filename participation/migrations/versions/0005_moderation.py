"""What is held back, approved, reported and kept; the adult on duty and what is for that adult alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "alert_fact",
    "alert",
    "duty_shift",
    "held_words",
    "keeping",
    "contribution_report",
    "parting",
    "showing",
    "approval",
    "hold",
)


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "hold",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("why", sa.String(length=80), nullable=False),
        _of("hold", "contribution_id", "contribution"),
        sa.PrimaryKeyConstraint("contribution_id", name="pk_hold"),
    )
    op.create_table(
        "approval",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        _of("approval", "contribution_id", "contribution"),
        _of("approval", "by_id", "staff"),
        sa.PrimaryKeyConstraint("contribution_id", name="pk_approval"),
    )
    op.create_table(
        "showing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("hidden_at", Moment(), nullable=False),
        sa.Column("hidden_by_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        _of("showing", "contribution_id", "contribution"),
        _of("showing", "hidden_by_id", "staff"),
        _of("showing", "by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name="pk_showing"),
    )
    op.create_index("ix_showing_contribution_id", "showing", ["contribution_id"], unique=False)
    op.create_table(
        "parting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("into_id", sa.String(length=32), nullable=False),
        sa.Column("merged_at", Moment(), nullable=False),
        sa.Column("merged_by_id", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        _of("parting", "contribution_id", "contribution"),
        _of("parting", "into_id", "contribution"),
        _of("parting", "merged_by_id", "staff"),
        _of("parting", "by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name="pk_parting"),
    )
    op.create_index("ix_parting_contribution_id", "parting", ["contribution_id"], unique=False)
    op.create_table(
        "contribution_report",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _of("contribution_report", "contribution_id", "contribution"),
        _of("contribution_report", "participant_id", "participant"),
        sa.PrimaryKeyConstraint("contribution_id", "participant_id", name="pk_contribution_report"),
    )
    op.create_index("ix_contribution_report_participant_id", "contribution_report", ["participant_id"], unique=False)
    op.create_table(
        "keeping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        _of("keeping", "contribution_id", "contribution"),
        _of("keeping", "by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name="pk_keeping"),
    )
    op.create_index("ix_keeping_contribution_id", "keeping", ["contribution_id"], unique=False)
    op.create_table(
        "held_words",
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        _of("held_words", "by_id", "staff"),
        sa.PrimaryKeyConstraint("language", name="pk_held_words"),
    )
    op.create_table(
        "duty_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        _of("duty_shift", "event_id", "event"),
        _of("duty_shift", "staff_id", "staff"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_shift"),
    )
    op.create_index("ix_duty_shift_staff_id", "duty_shift", ["staff_id"], unique=False)
    op.create_index(
        "uq_duty_shift_event_id",
        "duty_shift",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        _of("alert", "contribution_id", "contribution"),
        _of("alert", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("contribution_id", name="uq_alert_contribution_id"),
    )
    op.create_index("ix_alert_event_id", "alert", ["event_id"], unique=False)
    op.create_table(
        "alert_fact",
        sa.Column("alert_id", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        _of("alert_fact", "alert_id", "alert"),
        _of("alert_fact", "by_id", "staff"),
        sa.PrimaryKeyConstraint("alert_id", "what", name="pk_alert_fact"),
    )


def downgrade() -> None:
    """Drop them again, with their indexes."""
    for table in TABLES:
        op.drop_table(table)
