"""Reads about rehearsals."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from participation.db import db
from participation.events.models import Event


def running(event_id: str) -> str | None:
    """The id of the rehearsal of an event, if there is one now."""
    return db.session.scalar(select(Event.id).where(Event.rehearses_id == event_id))


def is_real() -> ColumnElement[bool]:
    """Whether an event of the enclosing query is one that is held: lists show no rehearsals."""
    return Event.rehearses_id.is_(None)
