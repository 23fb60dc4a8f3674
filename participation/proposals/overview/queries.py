"""What the overview is counted from. Counted once for each state of the ledger and the answers, and kept."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from participation import clock
from participation.db import db
from participation.people.models import Department
from participation.proposals.drafting.rules import Level, measure
from participation.proposals.ledger.models import Entry, EntryBody
from participation.proposals.models import HelpedAnswer, Promise, Proposal, ProposalDepartment
from participation.proposals.overview import rules
from participation.proposals.overview.rules import Asked, Overview, Promised, Tally
from participation.proposals.rules import Kind, State

READ = 200
"""Answers whose words are measured: the newest."""
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


def whole(today: dt.date) -> Whole:
    """All of it. Three cheap questions tell whether it is still what was counted before."""
    head = db.session.scalar(select(func.max(Entry.seq))) or 0
    answers, latest = db.session.execute(select(func.count(), func.max(HelpedAnswer.at))).one()
    pending = db.session.scalar(select(func.count()).select_from(EntryBody))
    return _counted(str(db.engine.url), head, answers, latest, pending, today)


@lru_cache(maxsize=4)
def _counted(
    _database: str, _head: int, _answers: int, _latest: dt.datetime | None, _bodies: int | None, today: dt.date
) -> Whole:
    since = rules.since(today)
    easy = [measure(text, "sv").level in {Level.VERY_EASY, Level.EASY} for text in _newest_answers()]
    said = _felt()
    return Whole(
        counted=rules.overview(_asked(since), _promised(since), today),
        read=len(easy),
        easy=sum(easy),
        voices=len(said),
        helped=Counter(helped for helped, _listened in said)["yes"],
        listened=sum(step for _helped, step in said) / len(said) if len(said) >= rules.LEAST else None,
    )


def of_process(process_id: str, today: dt.date) -> Tally:
    """The same of one process, from its beginning on."""
    mine = Proposal.process_id == process_id
    return rules.overview(_asked(dt.date.min, mine), _promised(dt.date.min, mine), today).whole


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


def _asked(since: dt.date, *which: ColumnElement[bool]) -> list[Asked]:
    zone = current_app.config["TIMEZONE"]
    begin = dt.datetime.combine(max(since, dt.date(2000, 1, 1)), dt.time(), tzinfo=ZoneInfo(zone))
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
        .where(Proposal.state != State.WITHDRAWN.value, Proposal.created_at >= begin, *which)
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


def _promised(since: dt.date, *which: ColumnElement[bool]) -> list[Promised]:
    zone = current_app.config["TIMEZONE"]
    wanted = (
        select(Department.name, Promise.first_due, Promise.due, Promise.kept_at)
        .join_from(Promise, Proposal, Proposal.number == Promise.proposal_number)
        .join(ProposalDepartment, (ProposalDepartment.proposal_number == Proposal.number) & ProposalDepartment.holds)
        .join(Department, Department.id == ProposalDepartment.department_id)
        .where(Proposal.state != State.WITHDRAWN.value, Promise.first_due >= since, *which)
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
