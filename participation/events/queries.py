"""Reads of events, shaped for pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import selectinload

from participation.db import db
from participation.events.models import Event, EventOrganiser, Opening, Step
from participation.events.participants.models import Participant
from participation.events.rehearsals.queries import is_real
from participation.people.models import Staff


def event(event_id: str) -> Event | None:
    """An event with its process, ending, steps, and what is open in it now."""
    return db.session.get(Event, event_id, options=[selectinload(Event.steps), selectinload(Event.open_now)])


def by_code(code: str) -> Event | None:
    """The event that a join code leads to, also long after it was held."""
    return db.session.scalar(select(Event).where(Event.join_code == code))


def organisers(event_id: str) -> set[str]:
    """The ids of those who lead an event."""
    return set(db.session.scalars(select(EventOrganiser.staff_id).where(EventOrganiser.event_id == event_id)))


def organiser_names(event_id: str) -> Sequence[str]:
    """The names of those who lead an event."""
    wanted = select(Staff.name).join(EventOrganiser, EventOrganiser.staff_id == Staff.id)
    return db.session.scalars(wanted.where(EventOrganiser.event_id == event_id).order_by(Staff.name)).all()


def of_process(process_id: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """The events of a process, newest first, each with how many joined: rows of (Event, joined)."""
    joined = select(func.count()).select_from(Participant).where(Participant.event_id == Event.id).scalar_subquery()
    wanted = select(Event, joined.label("joined")).where(Event.process_id == process_id)
    return db.session.execute(wanted.where(is_real()).order_by(Event.starts_at.desc())).all()


def led_by(staff: Staff, count: int) -> Sequence[Event]:
    """The events that somebody leads, newest first."""
    wanted = select(Event).join(EventOrganiser).where(EventOrganiser.staff_id == staff.id, is_real())
    return db.session.scalars(wanted.order_by(Event.starts_at.desc()).limit(count)).all()


def joined(event_id: str) -> int:
    """How many joined an event."""
    wanted = select(func.count()).select_from(Participant).where(Participant.event_id == event_id)
    return db.session.scalar(wanted) or 0


def steps_open(event: Event, what: str) -> list[Step]:
    """The steps that are open as `what` says (`Opening.what`), in the agenda's order."""
    opened = {opening.step_id for opening in event.open_now if opening.what == what}
    return [step for step in event.steps if step.id in opened]


def current_step(event: Event) -> Step | None:
    """The step that the room is in now."""
    return next(iter(steps_open(event, "step")), None)


def paused_step(event: Event) -> Step | None:
    """The step that the room was in last, while it is in none: after the pause it goes on there."""
    wanted = select(Opening.step_id, Opening.closed_at).where(Opening.event_id == event.id, Opening.what == "step")
    last = db.session.execute(wanted.order_by(Opening.id.desc()).limit(1)).first()
    if last is None or last.closed_at is None:
        return None
    return next((step for step in event.steps if step.id == last.step_id), None)


def others_are_open(step: Step) -> bool:
    """Whether participants see each other's contributions in a step."""
    return step in steps_open(step.event, "others")
