"""Letters about questions that somebody promised to answer: to who promised, and to the leaders when nothing comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation import mail
from participation.db import db
from participation.dialogues.questions import queries
from participation.events.models import Event
from participation.mail.reminders import BEFORE, due_of
from participation.people.models import Staff


def write(facts: Mapping[str, Any]) -> mail.Letter | None:
    """The letter to who promised; None when all is answered, or promised by another or for another day."""
    values = _owed(facts)
    if values is None:
        return None
    if facts["when"] == BEFORE:
        told = _l("You have promised to answer %(count)s of the questions from “%(event)s” by %(day)s.", **values)
    else:
        told = _l(
            "You promised to answer %(count)s of the questions from “%(event)s” by %(day)s. That day has passed.",
            **values,
        )
    return _letter(facts["answerer"], [told, _l("Write your answers here:")], "/staff/questions")


def write_to_leader(facts: Mapping[str, Any]) -> mail.Letter | None:
    """The letter to a leader of the event: what was promised there did not come."""
    values = _owed(facts)
    if values is None:
        return None
    who = db.session.get_one(Staff, facts["answerer"]).name
    told = _l(
        "%(who)s promised to answer %(count)s of the questions from “%(event)s” by %(day)s. They have no answer yet, "
        "and those who asked can see it.",
        who=who,
        **values,
    )
    asked = _l("Ask for the answer, or make the questions into proposals:")
    return _letter(facts["leader"], [told, asked], f"/e/{facts['event']}/lead")


def _owed(facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a letter tells of; None when there is nothing to tell."""
    due = due_of(facts)
    owed = [item for item in queries.owed_by(facts["answerer"]) if (item.event_id, item.due) == (facts["event"], due)]
    if not owed:
        return None
    title = db.session.get_one(Event, facts["event"]).title
    return {"count": len(owed), "event": title, "day": facts["due"]}


def _letter(staff_id: str, paragraphs: Sequence[LazyString], path: str) -> mail.Letter | None:
    receiver = db.session.get_one(Staff, staff_id)
    if receiver.has_left:
        return None
    return mail.Letter(
        to=receiver.email,
        language=current_app.config["DEFAULT_LANGUAGE"],
        subject=_l("Young people wait for an answer"),
        paragraphs=paragraphs,
        path=path,
    )
