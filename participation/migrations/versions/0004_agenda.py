"""The room's timer, the screen's cover, and co-leaders with what they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BESIDE_STAFF = (
    ("opening", "opened_by_co_leader_id"),
    ("opening", "closed_by_co_leader_id"),
    ("hiding", "co_leader_id"),
    ("merge", "co_leader_id"),
)
"""Where it is kept which co-leader did it, beside the organiser who answers for it."""


def upgrade() -> None:
    """Create the tables, and the columns beside staff's."""
    op.create_table(
        "co_leader",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("pseudonym", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.String(length=16), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("joined_at", Moment(timezone=True), nullable=True),
        sa.Column("revoked_at", Moment(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_co_leader_event_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["staff.id"], name=op.f("fk_co_leader_made_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["staff.id"], name=op.f("fk_co_leader_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_leader")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_co_leader_link_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_co_leader_token_hash")),
    )
    op.create_index(op.f("ix_co_leader_event_id"), "co_leader", ["event_id"], unique=False)
    op.create_table(
        "timer_mark",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("co_leader_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["opening_id"], ["opening.id"], name=op.f("fk_timer_mark_opening_id")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_timer_mark_by_id")),
        sa.ForeignKeyConstraint(["co_leader_id"], ["co_leader.id"], name=op.f("fk_timer_mark_co_leader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer_mark")),
        sa.UniqueConstraint("opening_id", "place", name=op.f("uq_timer_mark_opening_id_place")),
    )
    op.create_table(
        "screen_cover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("covered_at", Moment(timezone=True), nullable=False),
        sa.Column("covered_by_id", sa.String(length=16), nullable=False),
        sa.Column("covered_by_co_leader_id", sa.String(length=16), nullable=True),
        sa.Column("revealed_at", Moment(timezone=True), nullable=True),
        sa.Column("revealed_by_id", sa.String(length=16), nullable=True),
        sa.Column("revealed_by_co_leader_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_screen_cover_event_id")),
        sa.ForeignKeyConstraint(["covered_by_id"], ["staff.id"], name=op.f("fk_screen_cover_covered_by_id")),
        sa.ForeignKeyConstraint(["revealed_by_id"], ["staff.id"], name=op.f("fk_screen_cover_revealed_by_id")),
        sa.ForeignKeyConstraint(
            ["covered_by_co_leader_id"], ["co_leader.id"], name=op.f("fk_screen_cover_covered_by_co_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["revealed_by_co_leader_id"], ["co_leader.id"], name=op.f("fk_screen_cover_revealed_by_co_leader_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_cover")),
    )
    op.create_index(
        "uq_screen_cover",
        "screen_cover",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("revealed_at is null"),
        postgresql_where=sa.text("revealed_at is null"),
    )
    for table, column in BESIDE_STAFF:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(16)"
            f" CONSTRAINT fk_{table}_{column} REFERENCES co_leader (id)"
        )


def downgrade() -> None:
    """Drop them again. SQLite drops no column that refers elsewhere: there the columns stay, empty."""
    if op.get_bind().dialect.name == "postgresql":
        for table, column in BESIDE_STAFF:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_table("screen_cover")
    op.drop_table("timer_mark")
    op.drop_table("co_leader")
