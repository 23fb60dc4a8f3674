"""The letter to a department: all places of a walk that wait for its answer, with the table to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from participation import mail
from participation.db import db
from participation.events.models import Step
from participation.people.models import Staff
from participation.walks.protocol import exports, queries
from participation.walks.protocol.models import ProtocolLetter
from participation.walks.protocol.queries import Row


def write(facts: Mapping[str, Any]) -> mail.Letter | None:
    """The letter, as the protocol is now; None when nothing waits any more, or whoever was to get it has left."""
    letter, receiver = db.session.get(ProtocolLetter, facts["letter"]), db.session.get(Staff, facts["to"])
    if letter is None or receiver is None or receiver.has_left:
        return None
    step = db.session.get_one(Step, letter.step_id)
    rows = [row for row in queries.of_walk(step).rows if row.answer.department_id == letter.department_id]
    waiting = [row for row in rows if not row.answer.outcome]
    if not waiting:
        return None
    title, day = step.event.title, letter.answer_by.isoformat()
    language = current_app.config["DEFAULT_LANGUAGE"]
    with force_locale(language):
        places = "\n".join(_line(row) for row in waiting)
        table = mail.Attachment(f"{_('Protocol').lower()}.csv", "text/csv", exports.for_officials(rows))
    return mail.Letter(
        to=receiver.email,
        language=language,
        subject=_l("Places of “%(event)s” wait for your answer by %(day)s", event=title, day=day),
        paragraphs=[
            _l("Young people walked and said where it feels safe and where not. These places wait for you:"),
            places,
            _l("Say by %(day)s what becomes of each place: what is done and by when, or why nothing is done.", day=day),
            _l("Fill in the table that is attached and send it back on this page, or answer on the page itself:"),
        ],
        path=f"/e/{step.event_id}/walks/{step.id}/protocol/rows",
        attachments=[table],
    )


def _line(row: Row) -> str:
    told = f"{row.number}. {exports.called(row)}"
    return f"{told}: {row.gathered.place.about}" if row.gathered.place.about else told
