"""Reads of series, shaped for pages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select

from participation.db import db
from participation.events.models import Event, EventEnding
from participation.events.rehearsals.queries import is_real
from participation.events.series.models import Occasion

LOOK_BACK = 4
"""How many meetings back a promise that is still open is told again."""


def held_before(event: Event) -> Sequence[Event]:
    """The last meetings that were held before an event, the newest first: of its series, else of its process."""
    of_id = event.rehearses_id or event.id
    series_id = db.session.scalar(select(Occasion.series_id).where(Occasion.event_id == of_id))
    wanted = (
        select(Event)
        .join(EventEnding, EventEnding.event_id == Event.id)
        .where(EventEnding.kind == "closed", Event.id != of_id, is_real())
        .where(Event.process_id == event.process_id, Event.starts_at < event.starts_at)
        .order_by(Event.starts_at.desc(), Event.id)
        .limit(LOOK_BACK)
    )
    if series_id is not None:
        wanted = wanted.where(exists().where(Occasion.event_id == Event.id, Occasion.series_id == series_id))
    return db.session.scalars(wanted).unique().all()
