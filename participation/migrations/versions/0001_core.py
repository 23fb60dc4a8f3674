"""The first tables: people, processes, events, contributions, ideas, pictures, jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "department",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("board", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    op.create_index("ix_job_due_at", "job", ["due_at"], unique=False)
    op.create_table(
        "picture",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )
    op.create_table(
        "process",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("board", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
    )
    op.create_table(
        "signin_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signin_failure")),
    )
    op.create_index(op.f("ix_signin_failure_account_hash"), "signin_failure", ["account_hash"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hear_back_on", sa.Date(), nullable=True),
        sa.Column("join_code", sa.String(length=6), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_event_process_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("join_code", name=op.f("uq_event_join_code")),
    )
    op.create_index(op.f("ix_event_process_id"), "event", ["process_id"], unique=False)
    op.create_table(
        "picture_release",
        sa.Column("picture_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_picture_release_picture_id")),
        sa.PrimaryKeyConstraint("picture_id", name=op.f("pk_picture_release")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("department_id", sa.String(length=16), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("session_key", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role in ('administrator', 'organiser', 'politician', 'civil_servant')", name=op.f("ck_staff_known_role")
        ),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_staff_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "destruction_decision",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("board", sa.String(length=120), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("paragraph", sa.String(length=40), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff.id"], name=op.f("fk_destruction_decision_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_decision")),
    )
    op.create_table(
        "event_ending",
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_event_ending_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_ending_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_ending")),
    )
    op.create_table(
        "event_organiser",
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_organiser_event_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_event_organiser_staff_id")),
        sa.PrimaryKeyConstraint("event_id", "staff_id", name=op.f("pk_event_organiser")),
    )
    op.create_index(op.f("ix_event_organiser_staff_id"), "event_organiser", ["staff_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.Integer(), nullable=False),
        sa.Column("way_back_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_participant_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_participant_token_hash")),
        sa.UniqueConstraint("way_back_hash", name=op.f("uq_participant_way_back_hash")),
    )
    op.create_index("ix_participant_event_id", "participant", ["event_id"], unique=False)
    op.create_table(
        "process_organiser",
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_process_organiser_process_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_process_organiser_staff_id")),
        sa.PrimaryKeyConstraint("process_id", "staff_id", name=op.f("pk_process_organiser")),
    )
    op.create_index(op.f("ix_process_organiser_staff_id"), "process_organiser", ["staff_id"], unique=False)
    op.create_table(
        "staff_departure",
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=True),
        sa.Column("successor_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_staff_departure_by_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_departure_staff_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["staff.id"], name=op.f("fk_staff_departure_successor_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_departure")),
    )
    op.create_table(
        "staff_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_link_staff_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_link")),
    )
    op.create_index(op.f("ix_staff_link_staff_id"), "staff_link", ["staff_id"], unique=False)
    op.create_table(
        "step",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_step_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
        sa.UniqueConstraint("event_id", "position", name=op.f("uq_step_event_id_position")),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_contribution_event_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_contribution_participant_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_contribution_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    op.create_index(op.f("ix_contribution_event_id"), "contribution", ["event_id"], unique=False)
    op.create_index(op.f("ix_contribution_participant_id"), "contribution", ["participant_id"], unique=False)
    op.create_index("ix_contribution_step_id_created_at", "contribution", ["step_id", "created_at"], unique=False)
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.String(length=16), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.id"], name=op.f("fk_opening_closed_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_opening_event_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.id"], name=op.f("fk_opening_opened_by_id")),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_opening_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
    op.create_index(op.f("ix_opening_step_id"), "opening", ["step_id"], unique=False)
    op.create_index(
        "uq_opening_others",
        "opening",
        ["step_id"],
        unique=True,
        sqlite_where=sa.text("closed_at is null and what = 'others'"),
        postgresql_where=sa.text("closed_at is null and what = 'others'"),
    )
    op.create_index(
        "uq_opening_step",
        "opening",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("closed_at is null and what = 'step'"),
        postgresql_where=sa.text("closed_at is null and what = 'step'"),
    )
    op.create_table(
        "slip",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_slip_event_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_slip_participant_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_slip")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_slip_event_id_number")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_slip_participant_id")),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_theme_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("step_id", "title", name=op.f("uq_theme_step_id_title")),
    )
    op.create_table(
        "erasure",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_erasure_contribution_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["destruction_decision.id"], name=op.f("fk_erasure_decision_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "hiding",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_hiding_by_id")),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_hiding_contribution_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_hiding")),
    )
    op.create_table(
        "idea",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("theme_id", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_idea_contribution_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name=op.f("fk_idea_theme_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_idea")),
    )
    op.create_index(op.f("ix_idea_theme_id"), "idea", ["theme_id"], unique=False)
    op.create_table(
        "merge",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("into_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_merge_by_id")),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_merge_contribution_id")),
        sa.ForeignKeyConstraint(["into_id"], ["contribution.id"], name=op.f("fk_merge_into_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_into_id"), "merge", ["into_id"], unique=False)
    op.create_table(
        "support",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_support_contribution_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_support_participant_id")),
        sa.PrimaryKeyConstraint("contribution_id", "participant_id", name=op.f("pk_support")),
    )
    op.create_index(op.f("ix_support_participant_id"), "support", ["participant_id"], unique=False)
    op.create_table(
        "withdrawal",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name=op.f("fk_withdrawal_contribution_id")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_withdrawal")),
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_table("withdrawal")
    op.drop_index(op.f("ix_support_participant_id"), table_name="support")
    op.drop_table("support")
    op.drop_index(op.f("ix_merge_into_id"), table_name="merge")
    op.drop_table("merge")
    op.drop_index(op.f("ix_idea_theme_id"), table_name="idea")
    op.drop_table("idea")
    op.drop_table("hiding")
    op.drop_table("erasure")
    op.drop_table("theme")
    op.drop_table("slip")
    op.drop_index(
        "uq_opening_step",
        table_name="opening",
        sqlite_where=sa.text("closed_at is null and what = 'step'"),
        postgresql_where=sa.text("closed_at is null and what = 'step'"),
    )
    op.drop_index(
        "uq_opening_others",
        table_name="opening",
        sqlite_where=sa.text("closed_at is null and what = 'others'"),
        postgresql_where=sa.text("closed_at is null and what = 'others'"),
    )
    op.drop_index(op.f("ix_opening_step_id"), table_name="opening")
    op.drop_table("opening")
    op.drop_index("ix_contribution_step_id_created_at", table_name="contribution")
    op.drop_index(op.f("ix_contribution_participant_id"), table_name="contribution")
    op.drop_index(op.f("ix_contribution_event_id"), table_name="contribution")
    op.drop_table("contribution")
    op.drop_table("step")
    op.drop_index(op.f("ix_staff_link_staff_id"), table_name="staff_link")
    op.drop_table("staff_link")
    op.drop_table("staff_departure")
    op.drop_index(op.f("ix_process_organiser_staff_id"), table_name="process_organiser")
    op.drop_table("process_organiser")
    op.drop_index("ix_participant_event_id", table_name="participant")
    op.drop_table("participant")
    op.drop_index(op.f("ix_event_organiser_staff_id"), table_name="event_organiser")
    op.drop_table("event_organiser")
    op.drop_table("event_ending")
    op.drop_table("destruction_decision")
    op.drop_table("staff")
    op.drop_table("picture_release")
    op.drop_index(op.f("ix_event_process_id"), table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_signin_failure_account_hash"), table_name="signin_failure")
    op.drop_table("signin_failure")
    op.drop_table("process")
    op.drop_table("picture")
    op.drop_index("ix_job_due_at", table_name="job")
    op.drop_table("job")
    op.drop_table("department")
