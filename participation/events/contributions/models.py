"""Whatever a person gives in an event, in one table, and the facts about it as rows of their own."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Model, Moment


class Contribution(Model):
    """Something that somebody gave: an idea, later an observation, a question, a story.

    `id` is made by the sender, so that sending twice gives one row. `participant_id` is empty when a leader wrote it.
    An activity's own table extends this one to one.
    """

    __tablename__ = "contribution"
    __table_args__ = (Index("ix_contribution_step_id_created_at", "step_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"))
    participant_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(5))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)

    withdrawal: Mapped[Withdrawal | None] = relationship(lazy="joined")
    hiding: Mapped[Hiding | None] = relationship(lazy="joined")
    merge: Mapped[Merge | None] = relationship(lazy="joined", foreign_keys="Merge.contribution_id")
    erasure: Mapped[Erasure | None] = relationship(lazy="joined")


class Withdrawal(Model):
    """Its author took it back: hidden at once from everyone but the registrar."""

    __tablename__ = "withdrawal"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)


class Hiding(Model):
    """A leader hid it, with the reason that its author is told."""

    __tablename__ = "hiding"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
    reason: Mapped[str] = mapped_column(Text)


class Unshared(Model):
    """Its author keeps it to themselves, from `at` until they share it (`ended_at`); at most one row has no end.

    Nobody else reads it meanwhile but the adult on duty, when its words suggest danger.
    """

    __tablename__ = "unshared"
    __table_args__ = (
        Index(
            "uq_unshared_now",
            "contribution_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class Merge(Model):
    """It says the same as another one and goes on as part of it; both authors stand behind the other."""

    __tablename__ = "merge"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    into_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))


class Erasure(Model):
    """Its words were destroyed under a decision: text gone, the row stays to say so."""

    __tablename__ = "erasure"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    decision_id: Mapped[str] = mapped_column(ForeignKey("destruction_decision.id"))


class DestructionDecision(Model):
    """The decision (gallringsbeslut) without which nothing is destroyed: whose, when, which paragraph."""

    __tablename__ = "destruction_decision"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    board: Mapped[str] = mapped_column(String(120))
    decided_on: Mapped[dt.date]
    paragraph: Mapped[str] = mapped_column(String(40))
    keep_days: Mapped[int]
    """Days after an event's end (and after a withdrawal) for which contributions are kept."""
    entered_at: Mapped[dt.datetime] = mapped_column(Moment)
    entered_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class Support(Model):
    """One participant stands behind one contribution."""

    __tablename__ = "support"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)
