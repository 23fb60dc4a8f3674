"""Drafts of answers, handing the thread over, whether it helped, wishes passed on, full text."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

from participation.db import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "answer_draft",
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_answer_draft_by_id"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_answer_draft_proposal_number"),
        sa.PrimaryKeyConstraint("proposal_number", "by_id", name="pk_answer_draft"),
    )
    op.create_table(
        "handing",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.String(length=16), nullable=False),
        sa.Column("to_id", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("settled_by_id", sa.String(length=16), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.CheckConstraint("from_id <> to_id", name="ck_handing_to_another"),
        sa.CheckConstraint("outcome in ('taken', 'declined', 'called_off')", name="ck_handing_known_outcome"),
        sa.CheckConstraint("(outcome is null) = (settled_at is null)", name="ck_handing_settled_with_outcome"),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_handing_by_id"),
        sa.ForeignKeyConstraint(["from_id"], ["department.id"], name="fk_handing_from_id"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_handing_proposal_number"),
        sa.ForeignKeyConstraint(["settled_by_id"], ["staff.id"], name="fk_handing_settled_by_id"),
        sa.ForeignKeyConstraint(["to_id"], ["department.id"], name="fk_handing_to_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handing"),
    )
    unsettled = {"sqlite_where": sa.text("settled_at is null"), "postgresql_where": sa.text("settled_at is null")}
    op.create_index("uq_handing_open", "handing", ["proposal_number"], unique=True, **unsettled)
    op.create_index("ix_handing_to_id", "handing", ["to_id"], unique=False, **unsettled)
    op.add_column("proposal", sa.Column("told_at", Moment(), nullable=True))
    op.create_table(
        "helped_answer",
        sa.Column("proposal_number", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("helped", sa.String(length=4), nullable=False),
        sa.Column("listened", sa.Integer(), nullable=False),
        sa.Column("whys", sa.JSON(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("round in (1, 2)", name="ck_helped_answer_known_round"),
        sa.CheckConstraint("helped in ('yes', 'half', 'no')", name="ck_helped_answer_known_answer"),
        sa.CheckConstraint("listened between 0 and 3", name="ck_helped_answer_known_step"),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name="fk_helped_answer_participant_id"),
        sa.ForeignKeyConstraint(["proposal_number"], ["proposal.number"], name="fk_helped_answer_proposal_number"),
        sa.PrimaryKeyConstraint("proposal_number", "participant_id", "round", name="pk_helped_answer"),
    )
    no = sa.text("helped = 'no'")
    op.create_index("ix_helped_answer_no", "helped_answer", ["proposal_number"], sqlite_where=no, postgresql_where=no)
    op.create_table(
        "passing_on",
        sa.Column("contribution_id", sa.String(length=32), nullable=False),
        sa.Column("to_whom", sa.String(length=160), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name="fk_passing_on_by_id"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contribution.id"], name="fk_passing_on_contribution_id"),
        sa.PrimaryKeyConstraint("contribution_id", name="pk_passing_on"),
    )
    _make_searchable()


def _make_searchable() -> None:
    """The full text index of each database, filled with what there is; `searching.py` holds the same rule."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE proposal_search USING fts5(words, content='', detail='none', prefix='3 4', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        put_in = "INSERT INTO proposal_search (rowid, words) VALUES (:number, :words)"
    else:
        op.execute(
            "CREATE TABLE proposal_search (number integer PRIMARY KEY REFERENCES proposal, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_proposal_search_words ON proposal_search USING gin (words)")
        put_in = "INSERT INTO proposal_search (number, words) VALUES (:number, array_to_tsvector(string_to_array(:words, ' ')))"
    for number, title, summary in connection.execute(sa.text("SELECT number, title, summary FROM proposal")).all():
        words = {word[:40] for word in re.findall(r"[^\W_]+", f"{title} {summary}".casefold())}
        ends = {word[start:] for word in words for start in range(max(1, len(word) - 2))}
        connection.execute(sa.text(put_in), {"number": number, "words": " ".join(sorted(ends))})
    op.drop_column("proposal", "searched")


def downgrade() -> None:
    """Drop them again."""
    op.add_column("proposal", sa.Column("searched", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE proposal SET searched = lower(title || ' ' || summary)")
    op.execute("DROP TABLE proposal_search")
    op.drop_table("passing_on")
    op.drop_table("helped_answer")
    op.drop_column("proposal", "told_at")
    op.drop_table("handing")
    op.drop_table("answer_draft")
