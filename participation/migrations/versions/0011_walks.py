"""Safety walks: the town's maps, observations with their pictures, and who walks in which group."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
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
    op.create_table(
        "observation",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("feeling", sa.Integer(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("stop", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("accuracy", sa.Integer(), nullable=True),
        sa.Column("light", sa.String(length=4), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("conflicts_with", sa.String(length=32), nullable=True),
        sa.CheckConstraint("feeling between -3 and 3", name=op.f("ck_observation_feeling")),
        sa.CheckConstraint("light in ('dark', 'day')", name=op.f("ck_observation_light")),
        sa.CheckConstraint("(lon is null) = (lat is null)", name=op.f("ck_observation_position")),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_observation_contribution_id")),
        sa.ForeignKeyConstraint(["conflicts_with"], ["contribution.id"], name=op.f("fk_observation_conflicts_with")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_observation")),
    )
    op.create_table(
        "observation_picture",
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("upload", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_observation_picture_contribution_id")
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_observation_picture_picture_id")),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_observation_picture")),
        sa.UniqueConstraint("contribution_id", "upload", name=op.f("uq_observation_picture_contribution_id_upload")),
    )
    op.create_table(
        "walker",
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("unsent", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("unsent >= 0 and group_number >= 0", name=op.f("ck_walker_counts")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_walker_participant_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_walker_step_id")),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name=op.f("pk_walker")),
    )


def downgrade() -> None:
    """Drop them again."""
    for table in ("walker", "observation_picture", "observation", "town_map"):
        op.drop_table(table)
