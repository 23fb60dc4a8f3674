"""What a council is told of a period: counted as the overview counts, with the no's, what is late, what was done.

As many queries for one proposal as for many.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import func, or_, select, union

from participation.db import db
from participation.events.contributions.models import Contribution, Support
from participation.people.models import Department
from participation.proposals.ledger.models import Entry, EntryBody
from participation.proposals.models import Promise, Proposal, ProposalDepartment, ProposalOrigin
from participation.proposals.overview import queries as overview
from participation.proposals.overview import rules
from participation.proposals.overview.rules import LEAST, Scope, Tally
from participation.proposals.rules import OPEN, Kind, State, Verdict

LATE, REFUSED, FINISHED = 6, 3, 3
"""How many of each are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer or the end of a proposal: what was said about it."""

    number: int
    title: str
    words: str
    picture: Any = None
    """Id and words of the picture that shows it."""


@dataclass(frozen=True, slots=True)
class Some:
    """A few of many."""

    named: Sequence[Any]
    count: int

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)


@dataclass(frozen=True, slots=True)
class Report:
    """The report. `voices` is None when fewer than five."""

    scope: Scope
    tally: Tally
    states: Sequence[tuple[str, int]]
    voices: int | None
    late: Some
    refused: Some
    finished: Some


def report(scope: Scope, today: dt.date) -> Report:
    """The report of a scope; counted once for each state of the ledger, and kept for a while."""
    return _counted(str(db.engine.url), overview.head(), scope, today)


@lru_cache(maxsize=32)
def _counted(_database: str, _head: int, scope: Scope, today: dt.date) -> Report:
    counted = rules.overview(overview.asked(scope), overview.promised(scope), today)
    states = select(Proposal.state, func.count()).where(*overview.received_in(scope)).group_by(Proposal.state)
    found = {state: count for state, count in db.session.execute(_held(states))}
    voices = _voices(scope)
    return Report(
        scope=scope,
        tally=counted.whole,
        states=[(state.value, found[state.value]) for state in State if state.value in found],
        voices=voices if voices >= LEAST else None,
        late=_late(scope, today),
        refused=_told(scope, Kind.ANSWERED, REFUSED),
        finished=_told(scope, Kind.DONE, FINISHED),
    )


def _held(wanted: Any) -> Any:
    """The same with the department that holds the thread."""
    return wanted.join(
        ProposalDepartment, (ProposalDepartment.proposal_number == Proposal.number) & ProposalDepartment.holds
    )


def _voices(scope: Scope) -> int:
    """How many participants gave or stood behind what these proposals came from."""
    numbers = _held(select(Proposal.number)).where(
        Proposal.state != State.WITHDRAWN.value, *overview.received_in(scope)
    )
    origins = select(ProposalOrigin.contribution_id).where(ProposalOrigin.proposal_number.in_(numbers))
    gave = select(Contribution.participant_id).where(
        Contribution.id.in_(origins), Contribution.participant_id.is_not(None)
    )
    stood = select(Support.participant_id).where(Support.contribution_id.in_(origins))
    return db.session.scalar(select(func.count()).select_from(union(gave, stood).subquery())) or 0


def _late(scope: Scope, today: dt.date) -> Some:
    """What is owed now and its day has passed, whenever it was received: the longest late first."""
    promise = (
        select(Promise.proposal_number, func.min(Promise.due).label("due"))
        .where(Promise.kept_at.is_(None), Promise.due < today)
        .group_by(Promise.proposal_number)
        .subquery()
    )
    is_open = Proposal.state.in_([state.value for state in OPEN])
    wanted = (
        _held(select(Proposal.number, Proposal.title, Proposal.next_due, Department.name.label("department")))
        .join(Department, Department.id == ProposalDepartment.department_id)
        .outerjoin(promise, promise.c.proposal_number == Proposal.number)
        .where(Proposal.next_due < today, or_(is_open, promise.c.due.is_not(None), Proposal.trial_ends_on < today))
        .where(*overview.held_in(scope))
        .order_by(Proposal.next_due, Proposal.number)
    )
    return _some(wanted, LATE)


def _told(scope: Scope, kind: Kind, most: int) -> Some:
    """Noes of the period with their reasons, or what was done in it; the newest first."""
    ended = State.DECLINED if kind == Kind.ANSWERED else State.DONE
    moment = Proposal.decided_at if kind == Kind.ANSWERED else Proposal.done_at
    wanted = _held(select(Proposal.number, Proposal.title, moment.label("at"))).where(
        Proposal.state == ended.value, *overview.days(moment, scope), *overview.held_in(scope)
    )
    found = _some(wanted.order_by(moment.desc(), Proposal.number), most)
    said = _said([row.number for row in found.named], kind)
    named = [
        Told(row.number, row.title, body.get("reasons") or body.get("words", ""), body.get("picture"))
        for row in found.named
        for body in [said.get(row.number, {})]
    ]
    return Some(named, found.count)


def _some(wanted: Any, most: int) -> Some:
    count = db.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    return Some(db.session.execute(wanted.limit(most)).all(), count)


def _said(numbers: Sequence[int], kind: Kind) -> dict[int, dict[str, Any]]:
    """What the newest entry of a kind says of each proposal; of answers only a no, of what is done only the whole."""
    wanted = (
        select(Entry.proposal_number, Entry.facts, EntryBody.body)
        .outerjoin(EntryBody, EntryBody.entry_seq == Entry.seq)
        .where(Entry.proposal_number.in_(numbers), Entry.kind == kind.value)
        .order_by(Entry.seq)
    )
    found: dict[int, dict[str, Any]] = {}
    for number, written, body in db.session.execute(wanted):
        facts, said = json.loads(written), json.loads(body) if body is not None else {}
        if facts.get("verdict", Verdict.NO) != Verdict.NO:
            continue
        before = found.get(number, {})
        # A picture may have come with a promise that was kept before the whole was done.
        found[number] = {**said, "picture": said.get("picture") or before.get("picture")}
    return found
