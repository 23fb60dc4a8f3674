"""An event, its agenda of steps, and where the room is now."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation import tokens
from participation.db import Model, Moment
from participation.processes.models import Process


class Event(Model):
    """A gathering (träff) that people join by its code. The code is never used again, even after the event."""

    __tablename__ = "event"
    __table_args__ = (Index("uq_event_rehearses_id", "rehearses_id", unique=True),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"), index=True)
    method: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120), default="")
    starts_at: Mapped[dt.datetime] = mapped_column(Moment)
    ends_at: Mapped[dt.datetime] = mapped_column(Moment)
    hear_back_on: Mapped[dt.date | None]
    """The day on which the young people hear what came of it."""
    join_code: Mapped[str] = mapped_column(String(6), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    rehearses_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"))
    """In a rehearsal, the event that it rehearses: it stands in no list, and nothing is left of it."""

    process: Mapped[Process] = relationship(lazy="joined")
    steps: Mapped[list[Step]] = relationship(order_by="Step.position", back_populates="event")
    ending: Mapped[EventEnding | None] = relationship(lazy="joined")
    open_now: Mapped[list[Opening]] = relationship(
        primaryjoin=lambda: and_(Opening.event_id == Event.id, Opening.closed_at.is_(None)), viewonly=True
    )


class EventOrganiser(Model):
    """Who leads an event; everybody else's organiser is a stranger to it."""

    __tablename__ = "event_organiser"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)


class EventEnding(Model):
    """An event was closed after it was held, or cancelled before: when, by whom, why."""

    __tablename__ = "event_ending"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    """`closed` or `cancelled`."""
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Step(Model):
    """A moment of the agenda. `kind` names the activity that runs it, `settings` is that activity's own."""

    __tablename__ = "step"
    __table_args__ = (UniqueConstraint("event_id", "position"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    prompt: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=10)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    event: Mapped[Event] = relationship(back_populates="steps")


class Opening(Model):
    """Something was opened by the leader, and perhaps closed again.

    `what` is `step` (the room is in this step), `beside` (it is open too, for who chooses it on the phone) or
    `others` (participants see each other's contributions). What is open now is the row without `closed_at`: at most
    one `step` in an event, one `beside` and one `others` in a step.
    """

    __tablename__ = "opening"
    __table_args__ = (
        Index(
            "uq_opening_step",
            "event_id",
            unique=True,
            sqlite_where=text("closed_at is null and what = 'step'"),
            postgresql_where=text("closed_at is null and what = 'step'"),
        ),
        Index(
            "uq_opening_beside",
            "step_id",
            unique=True,
            sqlite_where=text("closed_at is null and what = 'beside'"),
            postgresql_where=text("closed_at is null and what = 'beside'"),
        ),
        Index(
            "uq_opening_others",
            "step_id",
            unique=True,
            sqlite_where=text("closed_at is null and what = 'others'"),
            postgresql_where=text("closed_at is null and what = 'others'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), index=True)
    what: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[dt.datetime] = mapped_column(Moment)
    opened_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    """Who answers for it; `opened_by_co_leader_id` is who pressed, when it was a co-leader."""
    opened_by_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
    closed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    closed_by_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))
