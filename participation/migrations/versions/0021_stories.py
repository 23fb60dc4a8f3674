"""Stories: where their tellers placed them, who wants more or less like them, what it would take."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

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


def downgrade() -> None:
    """Drop them again."""
    for table in ("story_need", "story_wish", "story_place"):
        op.drop_table(table)
