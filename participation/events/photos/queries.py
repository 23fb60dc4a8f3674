"""Reads of an event's photographs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.db import db
from participation.events.photos.models import EventPhoto


def of_event(event_id: str) -> Sequence[EventPhoto]:
    """The photographs of an event, in the order in which they were added."""
    wanted = select(EventPhoto).where(EventPhoto.event_id == event_id)
    return db.session.scalars(wanted.order_by(EventPhoto.added_at, EventPhoto.id)).all()


def one(event_id: str, photo_id: str) -> EventPhoto | None:
    """One of them."""
    return db.session.scalar(select(EventPhoto).where(EventPhoto.event_id == event_id, EventPhoto.id == photo_id))
