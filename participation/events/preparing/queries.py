"""Reads of checklists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from participation.db import db
from participation.events.models import Event
from participation.events.preparing.models import ChecklistPoint, ChecklistTick
from participation.events.preparing.rules import Progress

_COUNTED = select(ChecklistPoint.event_id, func.count(ChecklistTick.point_id), func.count(ChecklistPoint.id)).outerjoin(
    ChecklistTick, ChecklistTick.point_id == ChecklistPoint.id
)


def points(event_id: str) -> Sequence[ChecklistPoint]:
    """An event's points in their order, each with its tick and who ticked it. One query."""
    wanted = select(ChecklistPoint).where(ChecklistPoint.event_id == event_id)
    return db.session.scalars(wanted.order_by(ChecklistPoint.position, ChecklistPoint.id)).unique().all()


def progress(event_id: str) -> Progress:
    """How far one event's checklist is."""
    wanted = _COUNTED.where(ChecklistPoint.event_id == event_id).group_by(ChecklistPoint.event_id)
    found = db.session.execute(wanted).one_or_none()
    return Progress(found[1], found[2]) if found else Progress(0, 0)


def progress_of_process(process_id: str) -> dict[str, Progress]:
    """How far the checklists of a process's events are, for those that have one. One query."""
    wanted = _COUNTED.join(Event, Event.id == ChecklistPoint.event_id).where(Event.process_id == process_id)
    rows = db.session.execute(wanted.group_by(ChecklistPoint.event_id))
    return {row[0]: Progress(row[1], row[2]) for row in rows}
