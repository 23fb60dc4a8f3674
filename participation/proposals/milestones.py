"""What proposals are on the line of their process: received, answered, promised, done, and whether it helped."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.people.models import Staff
from participation.processes.line.rules import Kind as On
from participation.processes.line.rules import Milestone
from participation.proposals import rules, words
from participation.proposals.helped import queries as helped
from participation.proposals.ledger.models import Entry
from participation.proposals.models import Promise, Proposal
from participation.proposals.routes import address_of
from participation.proposals.rules import Basis, Kind, State, Verdict

MOST = 100
"""Proposals on a line: the newest. The list holds all."""
_TONES = {Verdict.YES: "go", Verdict.PARTLY: "go", Verdict.PLANNED: "go", Verdict.NO: "stop", Verdict.TRIAL: "wait"}


def of_process(process_id: str, _today: dt.date) -> Sequence[Milestone]:
    """The newest proposals of a process and all that was published about them. Four queries."""
    wanted = select(*Proposal.__table__.columns, Staff.name.label("answerer"))
    wanted = wanted.join_from(Proposal, Staff, Staff.id == Proposal.answerer_id)
    newest = wanted.where(Proposal.process_id == process_id).order_by(Proposal.number.desc()).limit(MOST)
    rows = {row.number: row for row in reversed(db.session.execute(newest).all())}
    if not rows:
        return ()
    told = [one for row in rows.values() for one in (*_asked(row), *_owed(row))]
    return [*told, *_answered(rows), *_promised(rows), *_helped(rows)]


def _day(moment: dt.datetime) -> dt.date:
    return clock.local_date(moment, current_app.config["TIMEZONE"])


def _asked(row: Any) -> Iterator[Milestone]:
    stood = ngettext("%(num)s stood behind it.", "%(num)s stood behind it.", row.support) if row.support else ""
    yield _of(row, _day(row.created_at), On.PROPOSAL, words=stood)
    if row.done_at:
        yield _of(row, _day(row.done_at), On.DONE, tone="go")


def _of(row: Any, on: dt.date, kind: On, **more: Any) -> Milestone:
    return Milestone(on, kind, row.title, address=address_of(row.number, row.title), **more)


def _owed(row: Any) -> Iterator[Milestone]:
    if State(row.state) in rules.OPEN and not row.replied_at:
        yield _of(row, row.reply_by, On.REPLY, words=row.answerer, reached=False)
    if State(row.state) in rules.OPEN and not row.decided_at:
        yield _of(row, row.decide_by, On.DECISION, words=row.board, reached=False)
    if row.state == State.TRIAL and row.trial_ends_on:
        yield _of(row, row.trial_ends_on, On.TRIAL, words=row.board, reached=False)


def _answered(rows: Mapping[int, Any]) -> Iterator[Milestone]:
    wanted = select(Entry.proposal_number, Entry.at, Entry.facts).where(
        Entry.proposal_number.in_(rows), Entry.kind == Kind.ANSWERED.value
    )
    for number, at, written in db.session.execute(wanted.order_by(Entry.seq)):
        facts = json.loads(written)
        verdict, wish = Verdict(facts["verdict"]), facts.get("basis") == Basis.WISH
        said = words.WISHES[verdict] if wish else words.VERDICTS[verdict]
        tone = "wait" if wish else _TONES.get(verdict, "empty")
        yield _of(rows[number], _day(dt.datetime.fromisoformat(at)), On.ANSWER, words=str(said), tone=tone)


def _promised(rows: Mapping[int, Any]) -> Iterator[Milestone]:
    """Promises on the day on which they were kept, or else are to be."""
    for promise in db.session.scalars(select(Promise).where(Promise.proposal_number.in_(rows)).order_by(Promise.id)):
        row = rows[promise.proposal_number]
        if promise.kept_at is None and State(row.state) in rules.ENDED:
            continue
        kept = promise.kept_at is not None
        yield Milestone(
            on=_day(promise.kept_at) if promise.kept_at else promise.due,
            kind=On.KEPT if kept else On.PROMISE,
            title=promise.what,
            words=promise.who if not kept else row.title,
            address=address_of(row.number, row.title),
            reached=kept,
        )


def _helped(rows: Mapping[int, Any]) -> Iterator[Milestone]:
    """What those who asked say, on the day on which so many had answered last."""
    for number, said in helped.told_of(list(rows)).items():
        yes = _("%(yes)s of %(all)s say that it turned out well.", yes=said.yes, all=said.count)
        yield _of(rows[number], _day(said.latest), On.HELPED, words=yes)
