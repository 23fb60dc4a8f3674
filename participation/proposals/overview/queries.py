"""What the overview is counted from. Counted once for each state of the ledger and the answers, and kept."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from participation import clock
from participation.db import db
from participation.people.models import Department
from participation.proposals.drafting.rules import Level, measure
from participation.proposals.ledger.models import Entry, EntryBody
from participation.proposals.models import HelpedAnswer, OverviewCount, Promise, Proposal, ProposalDepartment
from participation.proposals.overview import rules
from participation.proposals.overview.rules import Asked, Overview, Promised, Scope, Tally
from participation.proposals.rules import Kind, State

BEGINNING = dt.date(2000, 1, 1)
"""Before any proposal."""
READ = 200
"""Answers whose words are measured: the newest."""
LIVE = 5_000
"""Entries of a ledger that is counted while somebody waits."""
_AFTERWARDS = (Kind.PROMISED, Kind.PROGRESSED, Kind.DONE, Kind.MOVED, Kind.TOLD)


@dataclass(frozen=True, slots=True)
class Whole:
    """The overview, how easy the newest answers are to read, and what people felt."""

    counted: Overview
    read: int
    easy: int
    voices: int
    """How many have answered whether it helped."""
    helped: int
    listened: float | None
    """From 0 to 3; nothing from fewer than five."""
    counted_at: dt.datetime | None = None
    """When it was counted, when something may have been published since."""


def whole(today: dt.date) -> Whole:
    """All of it. Two cheap questions tell whether it is still what was counted before.

    A long ledger is counted outside of requests: then what was counted last is told, with when.
    """
    seq = head()
    if seq > LIVE and (kept := db.session.get(OverviewCount, 1)) is not None:
        return _from_data(kept.told, None if (kept.seq, kept.day) == (seq, today) else kept.at)
    latest = db.session.scalar(select(func.max(HelpedAnswer.at)))
    return _counted(str(db.engine.url), seq, latest, today)


def head() -> int:
    """The number of the newest entry; 0 before the first."""
    return db.session.scalar(select(func.max(Entry.seq))) or 0


@lru_cache(maxsize=4)
def _counted(_database: str, _head: int, _latest: dt.datetime | None, today: dt.date) -> Whole:
    return count(today)


def count(today: dt.date) -> Whole:
    """Count all of it anew."""
    scope = Scope(rules.since(today))
    easy = [measure(text, "sv").level in {Level.VERY_EASY, Level.EASY} for text in _newest_answers()]
    said = _felt()
    return Whole(
        counted=rules.overview(asked(scope), promised(scope), today),
        read=len(easy),
        easy=sum(easy),
        voices=len(said),
        helped=Counter(helped for helped, _listened in said)["yes"],
        listened=sum(step for _helped, step in said) / len(said) if len(said) >= rules.LEAST else None,
    )


def as_data(counted: Whole) -> dict[str, Any]:
    """A count as plain values, to be kept."""
    return asdict(counted)


def _from_data(told: Mapping[str, Any], counted_at: dt.datetime | None) -> Whole:
    parts = told["counted"]
    departments = {name: _tally(tally) for name, tally in parts["departments"].items()}
    quarters = {name: _tally(tally) for name, tally in parts["quarters"].items()}
    overview = Overview(_tally(parts["whole"]), departments, quarters)
    return Whole(**{**told, "counted": overview, "counted_at": counted_at})


def _tally(told: Mapping[str, Any]) -> Tally:
    # JSON has made texts of the numbers of days.
    return Tally(**{**told, "days": {int(days): count for days, count in told["days"].items()}})


def of_process(process_id: str, today: dt.date) -> Tally:
    """The same of one process, from its beginning on."""
    scope = Scope(BEGINNING, process=process_id)
    return rules.overview(asked(scope), promised(scope), today).whole


def felt_in(process_id: str) -> list[tuple[str, int]]:
    """What each said at their latest, of the process's proposals that at least five have said something of."""
    enough = (
        select(HelpedAnswer.proposal_number)
        .join(Proposal, Proposal.number == HelpedAnswer.proposal_number)
        .where(Proposal.process_id == process_id)
        .group_by(HelpedAnswer.proposal_number)
        .having(func.count(HelpedAnswer.participant_id.distinct()) >= rules.LEAST)
    )
    return _felt(HelpedAnswer.proposal_number.in_(enough))


def asked(scope: Scope) -> list[Asked]:
    """The proposals that were received in a scope and were not taken back. Two queries."""
    zone = current_app.config["TIMEZONE"]
    told_more = set(
        db.session.scalars(
            select(Entry.proposal_number).where(Entry.kind.in_([kind.value for kind in _AFTERWARDS])).distinct()
        )
    )
    wanted = (
        select(
            Proposal.number, Department.name, Proposal.created_at, Proposal.reply_by, Proposal.replied_at,
            Proposal.decided_at,
        )
        .join(ProposalDepartment, (ProposalDepartment.proposal_number == Proposal.number) & ProposalDepartment.holds)
        .join(Department, Department.id == ProposalDepartment.department_id)
        .where(Proposal.state != State.WITHDRAWN.value, *received_in(scope))
    )  # fmt: skip
    return [
        Asked(
            department=row.name,
            received=clock.local_date(row.created_at, zone),
            reply_by=row.reply_by,
            replied=clock.local_date(row.replied_at, zone) if row.replied_at else None,
            decided=row.decided_at is not None,
            followed=row.number in told_more,
        )
        for row in db.session.execute(wanted)
    ]


def received_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on proposals, joined with the department that holds the thread, for being in a scope."""
    return [*days(Proposal.created_at, scope), *held_in(scope)]


def days(moment: ColumnElement[dt.datetime] | InstrumentedAttribute[Any], scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions for a moment to be on the local days of a scope."""
    zone = ZoneInfo(current_app.config["TIMEZONE"])
    found = [moment >= dt.datetime.combine(scope.begin, dt.time(), tzinfo=zone)]
    if scope.end < dt.date.max:
        found.append(moment < dt.datetime.combine(scope.end + dt.timedelta(days=1), dt.time(), tzinfo=zone))
    return found


def held_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions for the department and the process of a scope."""
    held = [ProposalDepartment.department_id == scope.department] if scope.department else []
    return [*held, *([Proposal.process_id == scope.process] if scope.process else [])]


def promised(scope: Scope) -> list[Promised]:
    """Promises that were first given for a day in a scope. One query."""
    zone = current_app.config["TIMEZONE"]
    wanted = (
        select(Department.name, Promise.first_due, Promise.due, Promise.kept_at)
        .join_from(Promise, Proposal, Proposal.number == Promise.proposal_number)
        .join(ProposalDepartment, (ProposalDepartment.proposal_number == Proposal.number) & ProposalDepartment.holds)
        .join(Department, Department.id == ProposalDepartment.department_id)
        .where(Proposal.state != State.WITHDRAWN.value, Promise.first_due.between(scope.begin, scope.end))
        .where(*held_in(scope))
    )
    return [
        Promised(name, first_due, due, clock.local_date(kept_at, zone) if kept_at else None)
        for name, first_due, due, kept_at in db.session.execute(wanted)
    ]


def _newest_answers() -> list[str]:
    wanted = (
        select(EntryBody.body)
        .join(Entry, Entry.seq == EntryBody.entry_seq)
        .where(Entry.kind == Kind.ANSWERED.value)
        .order_by(Entry.seq.desc())
        .limit(READ)
    )
    return [json.loads(body).get("reasons", "") for body in db.session.scalars(wanted)]


def _felt(*which: ColumnElement[bool]) -> list[tuple[str, int]]:
    """What each said at their latest."""
    newest = (
        select(
            HelpedAnswer.proposal_number, HelpedAnswer.participant_id, func.max(HelpedAnswer.round).label("round")
        )
        .group_by(HelpedAnswer.proposal_number, HelpedAnswer.participant_id)
        .subquery()
    )  # fmt: skip
    wanted = select(HelpedAnswer.helped, HelpedAnswer.listened).join(
        newest,
        (newest.c.proposal_number == HelpedAnswer.proposal_number)
        & (newest.c.participant_id == HelpedAnswer.participant_id)
        & (newest.c.round == HelpedAnswer.round),
    )
    return [(row.helped, row.listened) for row in db.session.execute(wanted.where(*which))]
