"""An event's own checklist: its points, and that somebody ticked one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation import tokens
from participation.db import Model, Moment
from participation.people.models import Staff


class ChecklistPoint(Model):
    """Something that must be ready before the event. `responsible` is a name as staff wrote it: who brings the food
    often has no account."""

    __tablename__ = "checklist_point"
    __table_args__ = (Index("ix_checklist_point_event_id_position", "event_id", "position"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    responsible: Mapped[str] = mapped_column(String(80), default="")
    due: Mapped[dt.date | None]

    tick: Mapped[ChecklistTick | None] = relationship(lazy="joined", cascade="all, delete-orphan")


class ChecklistTick(Model):
    """A point is ready: who said so, and when. Taken back by taking the row away."""

    __tablename__ = "checklist_tick"

    point_id: Mapped[str] = mapped_column(ForeignKey("checklist_point.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))

    by: Mapped[Staff] = relationship(lazy="joined")


def points_of(event_id: str, points: Sequence[tuple[str, dt.date | None]], start: int = 0) -> list[ChecklistPoint]:
    """Points of an event, words and day, in this order, from place `start`, to be added to a session."""
    return [
        ChecklistPoint(id=tokens.new_id(), event_id=event_id, position=start + place, text=text, due=due)
        for place, (text, due) in enumerate(points)
    ]
