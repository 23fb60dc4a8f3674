"""Dialogues: statements with their votes and findings; questions with their marks, answers and promises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = (
    "question_promise",
    "question_answer",
    "question_mark",
    "finding",
    "group_choice",
    "statement_vote",
    "statement",
)
_NOW = sa.text("ended_at is null")
_LIVE_NOW = sa.text("ended_at is null and what = 'live'")


def _of(table: str, column: str, other: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=f"fk_{table}_{column}")


def _id(name: str, length: int = 16, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _at(name: str = "at", *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=nullable)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "statement",
        _id("contribution_id", 32),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("agree", "disagree", "passes")),
        sa.CheckConstraint("agree >= 0 and disagree >= 0 and passes >= 0", name="ck_statement_counts"),
        _of("statement", "contribution_id", "contribution"),
        sa.PrimaryKeyConstraint("contribution_id", name="pk_statement"),
    )
    op.create_table(
        "statement_vote",
        _id("contribution_id", 32),
        _id("participant_id"),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("value in (-1, 0, 1)", name="ck_statement_vote_value"),
        _of("statement_vote", "contribution_id", "statement", "contribution_id"),
        _of("statement_vote", "participant_id", "participant"),
        sa.PrimaryKeyConstraint("contribution_id", "participant_id", name="pk_statement_vote"),
    )
    op.create_index("ix_statement_vote_participant_id", "statement_vote", ["participant_id"])
    op.create_table(
        "group_choice",
        _id("step_id"),
        _id("participant_id"),
        sa.Column("name", sa.String(length=40), nullable=False),
        _of("group_choice", "step_id", "step"),
        _of("group_choice", "participant_id", "participant"),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name="pk_group_choice"),
    )
    op.create_index("ix_group_choice_participant_id", "group_choice", ["participant_id"])
    op.create_table(
        "finding",
        _id("step_id"),
        _at(),
        sa.Column("data", sa.JSON(), nullable=False),
        _of("finding", "step_id", "step"),
        sa.PrimaryKeyConstraint("step_id", name="pk_finding"),
    )
    op.create_table(
        "question_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        _id("step_id"),
        _id("contribution_id", 32),
        sa.Column("what", sa.String(length=10), nullable=False),
        _at(),
        _id("by_id"),
        _id("co_leader_id", nullable=True),
        _at("ended_at", nullable=True),
        sa.CheckConstraint("what in ('shortlist', 'live')", name="ck_question_mark_what"),
        _of("question_mark", "step_id", "step"),
        _of("question_mark", "contribution_id", "contribution"),
        _of("question_mark", "by_id", "staff"),
        _of("question_mark", "co_leader_id", "co_leader"),
        sa.PrimaryKeyConstraint("id", name="pk_question_mark"),
    )
    now = {"sqlite_where": _NOW, "postgresql_where": _NOW}
    live = {"sqlite_where": _LIVE_NOW, "postgresql_where": _LIVE_NOW}
    op.create_index("uq_question_mark_now", "question_mark", ["contribution_id", "what"], unique=True, **now)
    op.create_index("uq_question_mark_live", "question_mark", ["step_id"], unique=True, **live)
    op.create_table(
        "question_answer",
        _id("id"),
        _id("contribution_id", 32),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        _id("answerer_id", nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        _at(),
        _id("by_id"),
        _id("co_leader_id", nullable=True),
        _of("question_answer", "contribution_id", "contribution"),
        _of("question_answer", "answerer_id", "staff"),
        _of("question_answer", "by_id", "staff"),
        _of("question_answer", "co_leader_id", "co_leader"),
        sa.PrimaryKeyConstraint("id", name="pk_question_answer"),
    )
    op.create_index("ix_question_answer_contribution_id", "question_answer", ["contribution_id"])
    op.create_table(
        "question_promise",
        sa.Column("id", sa.Integer(), nullable=False),
        _id("contribution_id", 32),
        _id("answerer_id"),
        sa.Column("due", sa.Date(), nullable=False),
        _at(),
        _id("by_id"),
        _of("question_promise", "contribution_id", "contribution"),
        _of("question_promise", "answerer_id", "staff"),
        _of("question_promise", "by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name="pk_question_promise"),
    )
    op.create_index("ix_question_promise_contribution_id", "question_promise", ["contribution_id"])
    op.create_index("ix_question_promise_answerer_id", "question_promise", ["answerer_id"])


def downgrade() -> None:
    """Drop them again."""
    for table in TABLES:
        op.drop_table(table)
