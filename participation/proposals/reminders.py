"""Letters to who owes something: three days before the day that was promised, and the day after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from participation import mail
from participation.db import db
from participation.mail.reminders import AFTER, due_of, remind
from participation.people.models import Staff
from participation.proposals.models import Promise, Proposal

KIND = "reminder"


def post(session: Session, number: int, due: dt.date, now: dt.datetime) -> None:
    """Have both letters written, within the transaction that made this the nearest day."""
    remind(session, KIND, str(number), {"number": number}, due=due, now=now)


def write(facts: Mapping[str, Any]) -> mail.Letter | None:
    """The letter; None when the day was met or moved, or when a letter from before it comes after it."""
    due = due_of(facts)
    proposal = db.session.get(Proposal, facts["number"])
    if proposal is None or due is None or proposal.next_due != due:
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
