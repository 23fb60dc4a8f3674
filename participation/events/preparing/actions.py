"""Keeping an event's checklist, and making an event anew from another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import Plan, free_code, take_turn
from participation.events.models import Event, EventOrganiser, Step
from participation.events.preparing import rules
from participation.events.preparing.models import ChecklistPoint, ChecklistTick, points_of
from participation.processes.models import Process
from participation.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Point:
    """What a point says: the words, who sees to it (a name, may be empty), by which local day."""

    text: str
    responsible: str
    due: dt.date | None


def add_point(event_id: str, point: Point, once: str) -> None:
    """Add a point of one's own; the same form with the same words, sent twice, is one point."""
    point_id = tokens.id_of("point", event_id, once, point.text)
    with db.writing() as session:
        take_turn(session, event_id)
        if session.get(ChecklistPoint, point_id) is not None:
            return
        known, after = _length(session, event_id)
        rules.check_points(known)
        session.add(
            ChecklistPoint(
                id=point_id,
                event_id=event_id,
                position=after,
                text=point.text,
                responsible=point.responsible,
                due=point.due,
            )
        )


def change_point(event_id: str, point_id: str, point: Point) -> None:
    """Change a point's words, who sees to it, and its day."""
    with db.writing() as session:
        known = _point(session, event_id, point_id)
        known.text, known.responsible, known.due = point.text, point.responsible, point.due


def remove_point(event_id: str, point_id: str) -> None:
    """Take a point away, with its tick; taking away what is gone changes nothing."""
    with db.writing() as session:
        take_turn(session, event_id)
        if (known := session.get(ChecklistPoint, point_id)) is not None:
            session.delete(_point(session, event_id, known.id))


def tick(event_id: str, point_id: str, by_id: str, now: dt.datetime) -> None:
    """It is ready. Ticking twice is once: the first one stands."""
    with db.writing() as session:
        take_turn(session, event_id)
        if _point(session, event_id, point_id).tick is None:
            session.add(ChecklistTick(point_id=point_id, at=now, by_id=by_id))


def untick(event_id: str, point_id: str) -> None:
    """It is not ready after all."""
    with db.writing() as session:
        take_turn(session, event_id)
        _point(session, event_id, point_id).tick = None


def use_list(event_id: str, points: Sequence[tuple[str, dt.date | None]]) -> None:
    """Add the points of a method's list, each with its day, that the event does not have yet, in their order."""
    with db.writing() as session:
        take_turn(session, event_id)
        there = set(session.scalars(select(ChecklistPoint.text).where(ChecklistPoint.event_id == event_id)))
        missing = [point for point in points if point[0] not in there]
        known, after = _length(session, event_id)
        rules.check_points(known, len(missing))
        session.add_all(points_of(event_id, missing, after))


def copy_event(
    event_id: str, process_id: str, plan: Plan, *, organiser_id: str, now: dt.datetime, once: str = ""
) -> str:
    """Prepare an event like another one, at another time: its agenda with settings, and its checklist's points.

    Not copied: people, what they gave, the code, who sees to a point and by when. Returns the new event's id. The same
    form with the same plan, sent twice, is one event.
    """
    plan.check()
    copy_id = tokens.id_of("event", process_id, event_id, once, repr(plan)) if once else tokens.new_id()
    with db.writing() as session:
        session.execute(select(Process.id).where(Process.id == process_id).with_for_update())
        if session.get(Event, copy_id) is not None:
            return copy_id
        source = session.get_one(Event, event_id)
        session.add(plan.event(copy_id, process_id, source.method, free_code(session), now))
        session.flush()
        session.add(EventOrganiser(event_id=copy_id, staff_id=organiser_id))
        session.add_all(like(step, copy_id) for step in source.steps)
        points = select(ChecklistPoint.text).where(ChecklistPoint.event_id == event_id)
        texts = session.scalars(points.order_by(ChecklistPoint.position))
        session.add_all(points_of(copy_id, [(text, None) for text in texts]))
    return copy_id


def like(step: Step, event_id: str) -> Step:
    """A step as another one was prepared."""
    return Step(
        event_id=event_id,
        position=step.position,
        kind=step.kind,
        title=step.title,
        prompt=step.prompt,
        minutes=step.minutes,
        settings=dict(step.settings),
    )


def _length(session: Session, event_id: str) -> tuple[int, int]:
    """How many points an event has, and the place after the last."""
    wanted = select(func.count(), func.max(ChecklistPoint.position)).where(ChecklistPoint.event_id == event_id)
    count, last = session.execute(wanted).one()
    return count, 0 if last is None else last + 1


def _point(session: Session, event_id: str, point_id: str) -> ChecklistPoint:
    point = session.get(ChecklistPoint, point_id)
    if point is None or point.event_id != event_id:
        raise Refusal("unknown_point", status=404)
    return point
