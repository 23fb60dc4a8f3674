"""Teams, their canvas, how they finish and pitch; wishes for themes, and themes that were chosen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; events that were held before have no teams."""
    op.create_table(
        "standing_aside",
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_standing_aside_participant_id")),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_standing_aside")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("theme_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_team_event_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_team_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_team_event_id_number")),
    )
    op.create_index(op.f("ix_team_step_id"), "team", ["step_id"], unique=False)
    op.create_table(
        "canvas_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contribution_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["base_id"], ["canvas_version.id"], name=op.f("fk_canvas_version_base_id")),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_canvas_version_contribution_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_canvas_version_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canvas_version")),
    )
    op.create_index(op.f("ix_canvas_version_contribution_id"), "canvas_version", ["contribution_id"], unique=False)
    op.create_index("ix_canvas_version_team_id_field_id", "canvas_version", ["team_id", "field", "id"], unique=False)
    op.create_table(
        "finish",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_finish_contribution_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_finish_team_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_finish")),
    )
    op.create_index(op.f("ix_finish_team_id"), "finish", ["team_id"], unique=False)
    op.create_table(
        "pitch_place",
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_pitch_place_step_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_pitch_place_team_id")),
        sa.PrimaryKeyConstraint("step_id", "team_id", name=op.f("pk_pitch_place")),
        sa.UniqueConstraint("step_id", "place", name=op.f("uq_pitch_place_step_id_place")),
    )
    op.create_table(
        "pitch_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("co_leader_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_pitch_turn_by_id")),
        sa.ForeignKeyConstraint(["co_leader_id"], ["co_leader.id"], name=op.f("fk_pitch_turn_co_leader_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_pitch_turn_step_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_pitch_turn_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pitch_turn")),
    )
    op.create_index(op.f("ix_pitch_turn_step_id"), "pitch_turn", ["step_id"], unique=False)
    op.create_table(
        "sketch",
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_sketch_participant_id")),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_sketch_picture_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_sketch_team_id")),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_sketch")),
    )
    op.create_index(op.f("ix_sketch_team_id"), "sketch", ["team_id"], unique=False)
    op.create_table(
        "team_closing",
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("co_leader_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_team_closing_by_id")),
        sa.ForeignKeyConstraint(["co_leader_id"], ["co_leader.id"], name=op.f("fk_team_closing_co_leader_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_closing_team_id")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_team_closing")),
    )
    op.create_table(
        "team_coach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_team_coach_participant_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_coach_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_coach")),
    )
    op.create_index(op.f("ix_team_coach_team_id"), "team_coach", ["team_id"], unique=False)
    op.create_index(
        "uq_team_coach_participant_id",
        "team_coach",
        ["participant_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_index(
        "uq_team_coach_team_id",
        "team_coach",
        ["team_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "team_member",
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_team_member_participant_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id")),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_team_member")),
    )
    op.create_index(op.f("ix_team_member_team_id"), "team_member", ["team_id"], unique=False)
    op.create_table(
        "theme_choice",
        sa.Column("theme_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("co_leader_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_theme_choice_by_id")),
        sa.ForeignKeyConstraint(["co_leader_id"], ["co_leader.id"], name=op.f("fk_theme_choice_co_leader_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_choice_theme_id")),
        sa.PrimaryKeyConstraint("theme_id", name=op.f("pk_theme_choice")),
    )
    op.create_table(
        "theme_wish",
        sa.Column("theme_id", sa.String(length=16), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_theme_wish_participant_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_theme_wish_theme_id")),
        sa.PrimaryKeyConstraint("theme_id", "participant_id", name=op.f("pk_theme_wish")),
    )
    op.create_index(op.f("ix_theme_wish_participant_id"), "theme_wish", ["participant_id"], unique=False)
    op.create_table(
        "canvas_clash",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["canvas_version.id"], name=op.f("fk_canvas_clash_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_canvas_clash")),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("canvas_clash")
    op.drop_index(op.f("ix_theme_wish_participant_id"), table_name="theme_wish")
    op.drop_table("theme_wish")
    op.drop_table("theme_choice")
    op.drop_index(op.f("ix_team_member_team_id"), table_name="team_member")
    op.drop_table("team_member")
    op.drop_index(
        "uq_team_coach_team_id",
        table_name="team_coach",
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.drop_index(
        "uq_team_coach_participant_id",
        table_name="team_coach",
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    op.drop_index(op.f("ix_team_coach_team_id"), table_name="team_coach")
    op.drop_table("team_coach")
    op.drop_table("team_closing")
    op.drop_index(op.f("ix_sketch_team_id"), table_name="sketch")
    op.drop_table("sketch")
    op.drop_index(op.f("ix_pitch_turn_step_id"), table_name="pitch_turn")
    op.drop_table("pitch_turn")
    op.drop_table("pitch_place")
    op.drop_index(op.f("ix_finish_team_id"), table_name="finish")
    op.drop_table("finish")
    op.drop_index("ix_canvas_version_team_id_field_id", table_name="canvas_version")
    op.drop_index(op.f("ix_canvas_version_contribution_id"), table_name="canvas_version")
    op.drop_table("canvas_version")
    op.drop_index(op.f("ix_team_step_id"), table_name="team")
    op.drop_table("team")
    op.drop_table("standing_aside")
