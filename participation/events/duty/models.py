"""Who is the adult on duty of an event, and what is for that adult alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation import tokens
from participation.db import Model, Moment


class DutyShift(Model):
    """Somebody is the adult on duty of an event, from one moment to another; the row without an end is now's."""

    __tablename__ = "duty_shift"
    __table_args__ = (
        Index(
            "uq_duty_shift_event_id",
            "event_id",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    begun_at: Mapped[dt.datetime] = mapped_column(Moment)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class Alert(Model):
    """Something that was given holds words that suggest danger: for the adult on duty alone.

    Until that adult lets it go on, nobody else but its author reads it.
    """

    __tablename__ = "alert"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), unique=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)


class DutyLetter(Model):
    """The adult on duty of an event is written to when it is due, if something is unread then."""

    __tablename__ = "duty_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    due_at: Mapped[dt.datetime] = mapped_column(Moment)


class AlertFact(Model):
    """What the adult on duty did about an alert: `seen`, `social`, `head` (reported to whom), `released`."""

    __tablename__ = "alert_fact"

    alert_id: Mapped[str] = mapped_column(ForeignKey("alert.id"), primary_key=True)
    what: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
