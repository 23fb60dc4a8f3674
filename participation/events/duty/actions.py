"""Who is on duty, and what that adult does about an alert."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from participation import clock, db
from participation.events.actions import take_turn
from participation.events.duty import letters, queries, rules
from participation.events.duty.models import Alert, AlertFact, DutyShift
from participation.live import changed
from participation.people.duties import Duty
from participation.refusal import Refusal


def choose_adult(event_id: str, staff_id: str | None, now: dt.datetime) -> None:
    """Somebody is the adult on duty from now on, or nobody (None). Choosing the same again changes nothing.

    Who comes on duty is told by letter if something unread is there already.
    """
    with db.writing() as session:
        take_turn(session, event_id)
        present = session.scalar(_open_shifts().where(DutyShift.event_id == event_id))
        if (present.staff_id if present else None) == staff_id:
            return
        if present is not None:
            present.ended_at = now
            session.flush()
        if staff_id is not None:
            session.add(DutyShift(event_id=event_id, staff_id=staff_id, begun_at=now))
            session.flush()
            if queries.unread_of_event(event_id):
                letters.post(session, event_id, now)
    changed(event_id)


def read(alert_id: str, by_id: str, now: dt.datetime) -> None:
    """The adult on duty reads it; the first time is kept."""
    with db.writing() as session:
        _note(session, alert_id, "seen", by_id, now)


def report(alert_id: str, to: str, by_id: str, now: dt.datetime) -> None:
    """The adult on duty reported it, to one of `rules.REPORTED`; the first time is kept."""
    with db.writing() as session:
        rules.check_seen(_facts(session, alert_id))
        _note(session, alert_id, to, by_id, now)


def release(alert_id: str, by_id: str, now: dt.datetime) -> None:
    """It was not about danger: it goes on to the leader like everything else."""
    with db.writing() as session:
        rules.check_seen(_facts(session, alert_id))
        _note(session, alert_id, "released", by_id, now)
        event_id = session.get_one(Alert, alert_id).event_id
    changed(event_id)


def _note(session: Session, alert_id: str, what: str, by_id: str, now: dt.datetime) -> None:
    if session.scalar(select(Alert.id).where(Alert.id == alert_id).with_for_update(key_share=True)) is None:
        raise Refusal("gone", status=410)
    if session.get(AlertFact, (alert_id, what)) is None:
        session.add(AlertFact(alert_id=alert_id, what=what, at=now, by_id=by_id))


def _facts(session: Session, alert_id: str) -> list[str]:
    return list(session.scalars(select(AlertFact.what).where(AlertFact.alert_id == alert_id)))


def _open_shifts() -> Select[DutyShift]:
    return select(DutyShift).where(DutyShift.ended_at.is_(None))


def _count(session: Session, staff_id: str) -> int:
    wanted = select(func.count()).select_from(DutyShift)
    return session.scalar(wanted.where(DutyShift.staff_id == staff_id, DutyShift.ended_at.is_(None))) or 0


def _hand_over(session: Session, staff_id: str, successor_id: str) -> None:
    now = clock.now()
    held = (DutyShift.staff_id == staff_id, DutyShift.ended_at.is_(None))
    event_ids = session.scalars(select(DutyShift.event_id).where(*held)).all()
    session.execute(update(DutyShift).where(*held).values(ended_at=now))
    session.add_all(DutyShift(event_id=event_id, staff_id=successor_id, begun_at=now) for event_id in event_ids)


ON_DUTY = Duty(_count, _hand_over)
"""An event's adult on duty leaves only when somebody else has taken over."""
