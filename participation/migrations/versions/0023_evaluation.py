"""Several questions in a pulse, sums of it, how many live here, and what organisers learned."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; a check-in from before asks one question."""
    op.create_table(
        "pulse_sum",
        sa.Column("step_id", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_pulse_sum_step_id_step")),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_pulse_sum")),
    )
    op.create_table(
        "inhabitants",
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("about in ('age', 'gender', 'place')", name=op.f("ck_inhabitants_about")),
        sa.CheckConstraint("count between 0 and 10000000", name=op.f("ck_inhabitants_count_in_bounds")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_inhabitants_process_id_process")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_inhabitants_by_id_staff")),
        sa.PrimaryKeyConstraint("process_id", "about", "name", name=op.f("pk_inhabitants")),
    )
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("worked", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("otherwise", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_lesson_process_id_process")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_lesson_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    op.create_index("ix_lesson_process_id", "lesson", ["process_id"])
    op.create_table(
        "evaluation_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("ended_by_id", sa.String(length=16), nullable=True),
        sa.CheckConstraint("(ended_at is null) = (ended_by_id is null)", name=op.f("ck_evaluation_release_ended")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_evaluation_release_process_id_process")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_evaluation_release_by_id_staff")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.id"], name=op.f("fk_evaluation_release_ended_by_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_release")),
    )
    op.create_index(
        "uq_evaluation_release_now",
        "evaluation_release",
        ["process_id"],
        unique=True,
        sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"),
    )
    for step_id, raw in _pulses():
        settings = {**raw, "questions": [raw.pop("pictures", "weather")], "own": [], "zones": [], "places": []}
        _save(step_id, {name: value for name, value in settings.items() if name != "pictures"})


def downgrade() -> None:
    """Take them away."""
    for step_id, raw in _pulses():
        drawn = [key for key in raw.pop("questions", []) if key in {"weather", "faces"}]
        kept = {name: value for name, value in raw.items() if name not in {"own", "zones", "places"}}
        _save(step_id, {**kept, "pictures": (drawn or ["weather"])[0]})
    op.drop_table("evaluation_release")
    op.drop_table("lesson")
    op.drop_table("inhabitants")
    op.drop_table("pulse_sum")


def _pulses() -> list[tuple[str, dict[str, object]]]:
    rows = op.get_bind().execute(sa.text("SELECT id, settings FROM step WHERE kind = 'check_in'")).all()
    return [(row[0], json.loads(row[1]) if isinstance(row[1], str) else row[1]) for row in rows]


def _save(step_id: str, settings: dict[str, object]) -> None:
    table = sa.table("step", sa.column("id", sa.String), sa.column("settings", sa.JSON))
    op.get_bind().execute(table.update().where(table.c.id == step_id).values(settings=settings))
