"""Statements and the votes on them, where somebody stands, what was found; questions and what became of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class Statement(Model):
    """What a statement has besides its words: how it fares.

    The numbers follow from the votes and change in the same transaction, so that no page ever counts votes.
    """

    __tablename__ = "statement"
    __table_args__ = (CheckConstraint("agree >= 0 and disagree >= 0 and passes >= 0", name="counts"),)

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    agree: Mapped[int] = mapped_column(default=0)
    disagree: Mapped[int] = mapped_column(default=0)
    passes: Mapped[int] = mapped_column(default=0)


class StatementVote(Model):
    """What one participant says to one statement: 1 agrees, 0 passes, -1 disagrees. It can be changed."""

    __tablename__ = "statement_vote"
    __table_args__ = (CheckConstraint("value in (-1, 0, 1)", name="value"),)

    contribution_id: Mapped[str] = mapped_column(ForeignKey("statement.contribution_id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)
    value: Mapped[int] = mapped_column(SmallInteger)


class GroupChoice(Model):
    """In which of a step's known groups somebody says that they are; empty when they would rather not say."""

    __tablename__ = "group_choice"

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)
    name: Mapped[str] = mapped_column(String(40))


class Finding(Model):
    """What was found in a step's votes, and when; nothing in it is about one participant."""

    __tablename__ = "finding"

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


_NOW = text("ended_at is null")
_LIVE_NOW = text("ended_at is null and what = 'live'")


class QuestionMark(Model):
    """A leader put a question on the shortlist (`shortlist`) or on the big screen (`live`), and perhaps took it off.

    What holds now is the row without `ended_at`: at most one of each for a question, and one question live in a step.
    """

    __tablename__ = "question_mark"
    __table_args__ = (
        CheckConstraint("what in ('shortlist', 'live')", name="what"),
        Index("uq_question_mark_now", "contribution_id", "what", unique=True, sqlite_where=_NOW, postgresql_where=_NOW),
        Index("uq_question_mark_live", "step_id", unique=True, sqlite_where=_LIVE_NOW, postgresql_where=_LIVE_NOW),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"))
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"))
    what: Mapped[str] = mapped_column(String(10))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    """Who answers for it; `co_leader_id` is who pressed, when it was a co-leader."""
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class QuestionAnswer(Model):
    """An answer: noted while somebody spoke, or written later by who promised it. The newest one holds.

    `live` tells which. `who` answered, in words; `answerer_id` when it was somebody with an account.
    """

    __tablename__ = "question_answer"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(120))
    answerer_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    live: Mapped[bool]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class QuestionPromise(Model):
    """Who answers a question in writing, by when. A later promise takes an earlier one's place; both stay."""

    __tablename__ = "question_promise"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    answerer_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    due: Mapped[dt.date]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
