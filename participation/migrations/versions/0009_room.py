"""What co-leaders did in moderation; screens that were let in; jobs' failures; letters to the adult on duty; answers in pulses;
rehearsals; photographs of an event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BESIDE_STAFF = (
    ("approval", "co_leader_id"),
    ("keeping", "co_leader_id"),
    ("showing", "co_leader_id"),
    ("showing", "hidden_co_leader_id"),
    ("parting", "co_leader_id"),
    ("parting", "merged_co_leader_id"),
)
"""Where it is kept which co-leader did it, beside the organiser who answers for it."""


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def upgrade() -> None:
    """Add the columns beside staff's, and the tables."""
    for table, column in BESIDE_STAFF:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(16)"
            f" CONSTRAINT fk_{table}_{column} REFERENCES co_leader (id)"
        )
    op.execute(
        "ALTER TABLE event ADD COLUMN rehearses_id VARCHAR(16) CONSTRAINT fk_event_rehearses_id REFERENCES event (id)"
    )
    op.create_index("uq_event_rehearses_id", "event", ["rehearses_id"], unique=True)
    op.add_column("job", sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.create_table(
        "screen",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by_id", sa.String(length=16), nullable=False),
        sa.Column("co_leader_id", sa.String(length=16), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("paired_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by_id", sa.String(length=16), nullable=True),
        sa.Column("ended_by_co_leader_id", sa.String(length=16), nullable=True),
        _of("screen", "event_id", "event"),
        _of("screen", "made_by_id", "staff"),
        _of("screen", "co_leader_id", "co_leader"),
        _of("screen", "ended_by_id", "staff"),
        _of("screen", "ended_by_co_leader_id", "co_leader"),
        sa.PrimaryKeyConstraint("id", name="pk_screen"),
        sa.UniqueConstraint("code_hash", name="uq_screen_code_hash"),
        sa.UniqueConstraint("token_hash", name="uq_screen_token_hash"),
    )
    op.create_index("ix_screen_event_id", "screen", ["event_id"], unique=False)
    op.create_table(
        "duty_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        _of("duty_letter", "event_id", "event"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_letter"),
    )
    op.create_index("ix_duty_letter_event_id", "duty_letter", ["event_id"], unique=False)
    op.create_table(
        "pulse_answer",
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.CheckConstraint("value between 0 and 9", name=op.f("ck_pulse_answer_value_in_bounds")),
        _of("pulse_answer", "step_id", "step"),
        _of("pulse_answer", "participant_id", "participant"),
        sa.PrimaryKeyConstraint("step_id", "participant_id", "question", name="pk_pulse_answer"),
    )
    op.create_index("ix_pulse_answer_participant_id", "pulse_answer", ["participant_id"], unique=False)
    op.create_table(
        "event_photo",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("added_by_id", sa.String(length=16), nullable=False),
        sa.Column("poster_at", Moment(), nullable=True),
        _of("event_photo", "event_id", "event"),
        _of("event_photo", "picture_id", "picture"),
        _of("event_photo", "added_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name="pk_event_photo"),
        sa.UniqueConstraint("picture_id", name="uq_event_photo_picture_id"),
    )
    op.create_index("ix_event_photo_event_id", "event_photo", ["event_id"], unique=False)


def downgrade() -> None:
    """Drop them again. SQLite drops no column that refers elsewhere: there the columns stay, empty."""
    op.drop_table("event_photo")
    op.drop_table("pulse_answer")
    op.drop_table("duty_letter")
    op.drop_table("screen")
    op.drop_column("job", "failures")
    op.drop_index("uq_event_rehearses_id", table_name="event")
    if op.get_bind().dialect.name == "postgresql":
        for table, column in (*BESIDE_STAFF, ("event", "rehearses_id")):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
