"""Reads of series, shaped for pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import selectinload

from participation.db import db
from participation.events import outcomes
from participation.events.models import Event, EventEnding
from participation.events.outcomes import Asked, Outcome
from participation.events.rehearsals.queries import is_real
from participation.events.series.models import Occasion, Series

LOOK_BACK = 4
"""How many meetings back a promise that is still open is told again, and what came of each is shown."""


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held, and what came of it."""

    event: Event
    asked: Sequence[Asked]
    outcomes: Sequence[Outcome]


def held_before(event: Event) -> Sequence[Event]:
    """The last meetings that were held before an event, the newest first: of its series, else of its process."""
    of_id = event.rehearses_id or event.id
    series_id = series_of(of_id)
    wanted = _held(Event.process_id == event.process_id, Event.id != of_id, Event.starts_at < event.starts_at)
    if series_id is not None:
        wanted = wanted.where(_in_series(series_id))
    return db.session.scalars(wanted).unique().all()


def held_lately(series_id: str) -> list[Held]:
    """The last meetings of a series that were held, the newest first, with what came of each."""
    events = db.session.scalars(_held(_in_series(series_id))).unique().all()
    return [Held(event, in_order(outcomes.asked_at(event.id)), outcomes.of_event(event.id)) for event in events]


def in_order(asked: Iterable[Asked]) -> list[Asked]:
    """Questions as they are told: the answered ones, then those that are promised, by their day."""
    return sorted(asked, key=lambda item: item.due or dt.date.min)


def _held(*where: ColumnElement[bool]) -> Select[Event]:
    wanted = select(Event).join(EventEnding, EventEnding.event_id == Event.id)
    wanted = wanted.where(EventEnding.kind == "closed", is_real(), *where)
    return wanted.order_by(Event.starts_at.desc(), Event.id).limit(LOOK_BACK)


def _in_series(series_id: str) -> ColumnElement[bool]:
    return exists().where(Occasion.event_id == Event.id, Occasion.series_id == series_id).correlate(Event)


def series_of(event_id: str) -> str | None:
    """The id of the series that an event is a meeting of."""
    return db.session.scalar(select(Occasion.series_id).where(Occasion.event_id == event_id))


def occasions(series_id: str) -> list[Occasion]:
    """A series' dates in their order, each with its event. Two queries."""
    wanted = select(Occasion).where(Occasion.series_id == series_id).options(selectinload(Occasion.event))
    return sorted(db.session.scalars(wanted), key=when)


def when(occasion: Occasion) -> dt.datetime:
    """When a meeting begins: what its event says, once there is one."""
    return occasion.event.starts_at if occasion.event else occasion.starts_at


def ahead(series_id: str, now: dt.datetime) -> bool:
    """Whether a meeting is prepared that is not over yet."""
    return any(item.event and item.event.ending is None and item.event.ends_at > now for item in occasions(series_id))


def next_to_prepare(series_id: str, now: dt.datetime) -> tuple[Occasion, Event] | None:
    """The next date ahead for which nothing is prepared, and the newest meeting, which it is prepared like."""
    known = occasions(series_id)
    made = [item.event for item in known if item.event]
    free = [item for item in known if not item.event_id and not item.dropped_at and item.ends_at > now]
    return (free[0], made[-1]) if free and made else None


def of_process(process_id: str) -> list[tuple[Series, str, int]]:
    """The series of a process, newest first, each with the name of its newest meeting and how many dates it has."""
    dates = select(func.count()).where(Occasion.series_id == Series.id).correlate(Series).scalar_subquery()
    newest = (
        select(Event.title)
        .join(Occasion, Occasion.event_id == Event.id)
        .where(Occasion.series_id == Series.id)
        .order_by(Event.starts_at.desc())
        .limit(1)
        .correlate(Series)
        .scalar_subquery()
    )
    wanted = select(Series, newest, dates).where(Series.process_id == process_id).order_by(Series.made_at.desc())
    return [(row[0], row[1], row[2]) for row in db.session.execute(wanted)]
