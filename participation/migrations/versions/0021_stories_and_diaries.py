"""Stories: their places, who wants more or less like them, what it would take. Diaries: entries, what is not shared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "story_place",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.SmallInteger(), nullable=False),
        sa.Column("point", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("question between 0 and 3 and point between 0 and 9", name="ck_story_place_in_bounds"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_story_place_contribution_id"),
        sa.PrimaryKeyConstraint("contribution_id", "question", name="pk_story_place"),
    )
    op.create_table(
        "story_wish",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("value in (-1, 0, 1)", name="ck_story_wish_value"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_story_wish_contribution_id"),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name="fk_story_wish_participant_id"),
        sa.PrimaryKeyConstraint("contribution_id", "participant_id", name="pk_story_wish"),
    )
    op.create_index("ix_story_wish_participant_id", "story_wish", ["participant_id"])
    op.create_table(
        "story_need",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("story_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_story_need_contribution_id"),
        sa.ForeignKeyConstraint(["story_id"], ["contribution.id"], name="fk_story_need_story_id"),
        sa.PrimaryKeyConstraint("contribution_id", name="pk_story_need"),
    )
    op.create_index("ix_story_need_story_id", "story_need", ["story_id"])
    op.create_table(
        "unshared",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_unshared_contribution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unshared"),
    )
    op.create_index("ix_unshared_contribution_id", "unshared", ["contribution_id"])
    now = sa.text("ended_at is null")
    op.create_index(
        "uq_unshared_now", "unshared", ["contribution_id"], unique=True, sqlite_where=now, postgresql_where=now
    )
    op.create_table(
        "diary_entry",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("theme", sa.String(length=80), nullable=False),
        sa.Column("picture_id", sa.String(length=16), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("approved_by_id", sa.String(length=16), nullable=True),
        sa.Column("approved_co_leader_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("(lon is null) = (lat is null)", name="ck_diary_entry_position"),
        sa.CheckConstraint("(approved_at is null) = (approved_by_id is null)", name="ck_diary_entry_approved"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_diary_entry_contribution_id"),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name="fk_diary_entry_picture_id"),
        sa.ForeignKeyConstraint(["approved_by_id"], ["staff.id"], name="fk_diary_entry_approved_by_id"),
        sa.ForeignKeyConstraint(
            ["approved_co_leader_id"], ["co_leader.id"], name="fk_diary_entry_approved_co_leader_id"
        ),
        sa.PrimaryKeyConstraint("contribution_id", name="pk_diary_entry"),
        sa.UniqueConstraint("picture_id", name="uq_diary_entry_picture_id"),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in ("diary_entry", "unshared", "story_need", "story_wish", "story_place"):
        op.drop_table(table)
