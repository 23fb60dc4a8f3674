"""What became of an event: its proposals as the event's report and its poster tell them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from participation import clock
from participation.db import db
from participation.events.outcomes import Outcome, Owed
from participation.people.models import Staff
from participation.proposals import rules, words
from participation.proposals.ledger.models import Entry, EntryBody
from participation.proposals.models import Promise, Proposal
from participation.proposals.routes import address_of
from participation.proposals.rules import Kind, State


def of_event(event_id: str) -> Sequence[Outcome]:
    """The proposals made of an event in order, with their newest published answer and what is owed. Three queries.

    What waits for its ten minutes is not in the ledger yet, so nobody reads it here.
    """
    return _outcomes(Proposal.event_id == event_id)


def of_process(process_id: str) -> Sequence[Outcome]:
    """The same of a whole process, but for those that were taken back."""
    return _outcomes(Proposal.process_id == process_id, Proposal.state != State.WITHDRAWN.value)


def _outcomes(*which: ColumnElement[bool]) -> Sequence[Outcome]:
    wanted = select(*Proposal.__table__.columns, Staff.name.label("answerer"), Staff.title.label("office"))
    wanted = wanted.join_from(Proposal, Staff, Staff.id == Proposal.answerer_id)
    rows = db.session.execute(wanted.where(*which).order_by(Proposal.number)).all()
    if not rows:
        return ()
    said, owed = _said([row.number for row in rows]), _promised([row.number for row in rows])
    return [_outcome(row, said.get(row.number, {}), owed.get(row.number, [])) for row in rows]


def _outcome(row: Any, said: Mapping[str, str], promised: Sequence[Owed]) -> Outcome:
    zone = current_app.config["TIMEZONE"]
    who = ", ".join(filter(None, (row.answerer, row.office)))
    return Outcome(
        number=row.number,
        title=row.title,
        address=address_of(row.number, row.title),
        state=row.state,
        words=str(words.state_of(row.state, row.verdict)),
        tone=words.TONES[row.state],
        board=row.board,
        answerer=who,
        reply_by=row.reply_by,
        decide_by=row.decide_by,
        answered_on=clock.local_date(dt.datetime.fromisoformat(said["at"]), zone) if said else None,
        reasons=said.get("reasons", ""),
        corrected=said.get("corrected", ""),
        done_on=clock.local_date(row.done_at, zone) if row.done_at else None,
        owed=_owed(row, who, promised),
    )


def _owed(row: Any, who: str, promised: Sequence[Owed]) -> tuple[Owed, ...]:
    """What is still to come, the nearest first; nothing when the proposal has ended."""
    if State(row.state) in rules.ENDED:
        return ()
    owed = list(promised)
    if State(row.state) in rules.OPEN:
        owed += [] if row.replied_at else [Owed(_("A first answer"), who, row.reply_by)]
        owed += [] if row.decided_at else [Owed(_("A decision"), row.board, row.decide_by)]
    if row.state == State.TRIAL and row.trial_ends_on:
        owed.append(Owed(_("The trial ends"), row.board, row.trial_ends_on))
    return tuple(sorted(owed, key=lambda item: item.due))


def _promised(numbers: Sequence[int]) -> dict[int, list[Owed]]:
    """Promises that are not kept yet, by proposal."""
    wanted = select(Promise.proposal_number, Promise.what, Promise.who, Promise.due)
    wanted = wanted.where(Promise.proposal_number.in_(numbers), Promise.kept_at.is_(None))
    found: dict[int, list[Owed]] = {}
    for row in db.session.execute(wanted.order_by(Promise.due, Promise.id)):
        found.setdefault(row.proposal_number, []).append(Owed(row.what, row.who, row.due))
    return found


def _said(numbers: Sequence[int]) -> dict[int, dict[str, str]]:
    """The newest answer of each proposal: when, its reasons, and what was corrected in it since."""
    wanted = (
        select(Entry.seq, Entry.proposal_number, Entry.kind, Entry.at, Entry.about_seq, EntryBody.body)
        .outerjoin(EntryBody, EntryBody.entry_seq == Entry.seq)
        .where(Entry.proposal_number.in_(numbers), Entry.kind.in_((Kind.ANSWERED.value, Kind.CORRECTED.value)))
        .order_by(Entry.seq)
    )
    found: dict[int, dict[str, str]] = {}
    answers: dict[int, int] = {}
    for entry in db.session.execute(wanted):
        body = json.loads(entry.body) if entry.body is not None else {}
        if entry.kind == Kind.ANSWERED:
            answers[entry.proposal_number] = entry.seq
            found[entry.proposal_number] = {"at": entry.at, "reasons": body.get("reasons", "")}
        elif entry.about_seq == answers.get(entry.proposal_number):
            found[entry.proposal_number]["corrected"] = body.get("words", "")
    return found
