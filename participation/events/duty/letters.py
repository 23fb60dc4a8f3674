"""The letter to the adult on duty: that something needs them, and not a word of what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from participation import mail
from participation.db import db
from participation.events.duty import queries, rules
from participation.events.duty.models import DutyLetter, DutyShift
from participation.events.models import Event

KIND = "duty"


def post(session: Session, event_id: str, now: dt.datetime) -> None:
    """Have the adult on duty written to, unless a letter is on its way; within the transaction that raises an alert.

    When it is sent it is written only if something is unread then: who has the page open reads it there.
    """
    shift = select(DutyShift.id).where(DutyShift.event_id == event_id, DutyShift.ended_at.is_(None))
    if session.scalar(shift.with_for_update()) is None:
        return
    last = session.scalar(
        select(func.max(DutyLetter.due_at, type_=DutyLetter.due_at.type)).where(DutyLetter.event_id == event_id)
    )
    due_at = rules.next_letter(last, now)
    if due_at is not None:
        letter = DutyLetter(event_id=event_id, due_at=due_at)
        session.add(letter)
        session.flush()
        mail.post(session, KIND, f"duty:{letter.id}", due_at, {"event": event_id})


def write(facts: Mapping[str, Any]) -> mail.Letter | None:
    """The letter, to whoever is on duty now; None when that adult has read everything."""
    event = db.session.get(Event, facts["event"])
    adult = queries.on_duty(facts["event"])
    if event is None or event.rehearses_id or adult is None or not queries.unread_of_event(event.id):
        return None
    needs_you = _l("Something in “%(event)s” needs you", event=event.title)
    return mail.Letter(
        to=adult.email,
        language=current_app.config["DEFAULT_LANGUAGE"],
        subject=needs_you,
        paragraphs=[needs_you, _l("You are the adult on duty there. Sign in and look at it as soon as you can:")],
        path="/staff/duty",
    )
