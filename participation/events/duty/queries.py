"""Who is on duty, and what that adult is shown. Nobody else's page asks for alerts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select

from participation.db import db
from participation.events.contributions.models import Contribution, Erasure, Withdrawal
from participation.events.duty.models import Alert, AlertFact, DutyShift
from participation.events.models import Event
from participation.people.models import Staff


@dataclass(frozen=True, slots=True)
class Talk:
    """What somebody is shown who wrote words that suggest danger: who can read it (None: nobody), and since when."""

    adult: str | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alert as the adult on duty sees it; `facts` says when what was done about it."""

    id: str
    event: str
    at: dt.datetime
    text: str
    language: str
    withdrawn: bool
    erased: bool
    facts: Mapping[str, dt.datetime]


def on_duty(event_id: str) -> Staff | None:
    """The adult on duty of an event now."""
    wanted = select(Staff).join(DutyShift, DutyShift.staff_id == Staff.id)
    return db.session.scalar(wanted.where(DutyShift.event_id == event_id, DutyShift.ended_at.is_(None)))


def is_on_duty(staff_id: str) -> bool:
    """Whether somebody is the adult on duty of any event."""
    return bool(db.session.scalar(select(exists().where(*_shift_of(staff_id)))))


def talk(event_id: str, participant_id: str) -> Talk | None:
    """What to show to a participant who wrote words that suggest danger; None to everybody else."""
    wanted = select(func.max(Alert.at, type_=Alert.at.type)).join(
        Contribution, Contribution.id == Alert.contribution_id
    )
    at = db.session.scalar(wanted.where(Contribution.participant_id == participant_id))
    if at is None:
        return None
    adult = on_duty(event_id)
    return Talk(adult.name if adult else None, at)


def unread(staff_id: str) -> int:
    """How many alerts somebody has not read yet."""
    seen = exists().where(AlertFact.alert_id == Alert.id, AlertFact.what == "seen").correlate(Alert)
    wanted = select(func.count()).select_from(Alert).join(DutyShift, DutyShift.event_id == Alert.event_id)
    return db.session.scalar(wanted.where(*_shift_of(staff_id), ~seen)) or 0


def unread_of_event(event_id: str) -> bool:
    """Whether something of an event waits for its adult on duty."""
    seen = exists().where(AlertFact.alert_id == Alert.id, AlertFact.what == "seen").correlate(Alert)
    return bool(db.session.scalar(select(exists().where(Alert.event_id == event_id, ~seen))))


def alarms(staff_id: str) -> Sequence[Alarm]:
    """The alerts of the events at which somebody is on duty now, the newest first."""
    rows = db.session.execute(_alarms(staff_id).order_by(Alert.at.desc())).all()
    facts: dict[str, dict[str, dt.datetime]] = {row[0]: {} for row in rows}
    known = select(AlertFact.alert_id, AlertFact.what, AlertFact.at).where(AlertFact.alert_id.in_(list(facts)))
    for alert_id, what, at in db.session.execute(known):
        facts[alert_id][what] = at
    return [Alarm(*row, facts[row[0]]) for row in rows]


def alarm(alert_id: str, staff_id: str) -> Alarm | None:
    """One of them; None when it is not theirs."""
    return next((found for found in alarms(staff_id) if found.id == alert_id), None)


def events_of(staff_id: str) -> Sequence[str]:
    """The titles of the events at which somebody is on duty now."""
    wanted = select(Event.title).join(DutyShift, DutyShift.event_id == Event.id).order_by(Event.starts_at)
    return db.session.scalars(wanted.where(*_shift_of(staff_id))).all()


def _shift_of(staff_id: str) -> tuple[ColumnElement[bool], ...]:
    return DutyShift.staff_id == staff_id, DutyShift.ended_at.is_(None)


def _alarms(staff_id: str) -> Select[str, str, dt.datetime, str, str, bool, bool]:
    return (
        select(
            Alert.id,
            Event.title,
            Alert.at,
            Contribution.text,
            Contribution.language,
            Withdrawal.contribution_id.is_not(None),
            Erasure.contribution_id.is_not(None),
        )
        .select_from(Alert)
        .join(DutyShift, DutyShift.event_id == Alert.event_id)
        .join(Event, Event.id == Alert.event_id)
        .join(Contribution, Contribution.id == Alert.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .where(*_shift_of(staff_id))
    )
