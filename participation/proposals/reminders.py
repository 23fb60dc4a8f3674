"""Letters to who owes something: three days before the day that was promised, and the day after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import clock, mail
from participation.db import db
from participation.people.models import Staff
from participation.proposals.models import Promise, Proposal

KIND = "reminder"
BEFORE, AFTER = "before", "after"
_DAYS = {BEFORE: dt.timedelta(days=-3), AFTER: dt.timedelta(days=1)}
_MORNING = dt.time(7, tzinfo=dt.UTC)


def post(session: Session, number: int, due: dt.date, now: dt.datetime) -> None:
    """Have both letters written, within the transaction that made this the nearest day; those too late are left out.

    What is owed when they are sent decides whether there is anything to tell, and whom.
    """
    for when, days in _DAYS.items():
        at = dt.datetime.combine(due + days, _MORNING)
        if at > now:
            key = f"{KIND}:{number}:{due.isoformat()}:{when}"
            mail.post(session, KIND, key, at, {"number": number, "due": due.isoformat(), "when": when})


def write(facts: Mapping[str, Any]) -> mail.Letter | None:
    """The letter; None when the day was met or moved, or when a letter from before it comes after it."""
    due = dt.date.fromisoformat(facts["due"])
    proposal = db.session.get(Proposal, facts["number"])
    today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
    if proposal is None or proposal.next_due != due or (today > due) is not (facts["when"] == AFTER):
        return None
    receiver = db.session.get_one(Staff, _owed_by(proposal, due))
    values = {"number": proposal.number, "title": proposal.title, "day": due.isoformat()}
    if facts["when"] == AFTER:
        told = _l("Proposal %(number)s, “%(title)s”, was promised something by %(day)s. That day has passed.", **values)
    else:
        told = _l("Proposal %(number)s, “%(title)s”, is promised something by %(day)s.", **values)
    return mail.Letter(
        to=receiver.email,
        language=current_app.config["DEFAULT_LANGUAGE"],
        subject=_l("Proposal %(number)s waits for you", number=proposal.number),
        paragraphs=[told, _l("Answer, tell what was done, or move the day and say why:")],
        path=f"/staff/proposals/{proposal.number}",
    )


def _owed_by(proposal: Proposal, due: dt.date) -> str:
    """Who gave the promise that is due, or who answers."""
    promise = select(Promise.holder_id).where(
        Promise.proposal_number == proposal.number, Promise.due == due, Promise.kept_at.is_(None)
    )
    return db.session.scalar(promise.order_by(Promise.id).limit(1)) or proposal.answerer_id
