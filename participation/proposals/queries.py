"""Reads of proposals for lists, for the desk, and for deciding who has a part in one."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, String, bindparam, literal, select, union_all

from participation.db import db, is_postgresql
from participation.events.models import EventOrganiser
from participation.people.models import Department, Role, Staff
from participation.processes.models import Process, ProcessOrganiser
from participation.proposals import searching
from participation.proposals.ledger.rules import Link
from participation.proposals.models import Handing, Proposal, ProposalDepartment, ProposalOrigin, ProposalPlace
from participation.proposals.rules import State

Choice = tuple[str, str]
"""An id and the name to choose it by."""
PAGE = 20
"""Proposals on one page of a list."""
_PROPOSAL, _PROCESS = Proposal.__table__.c, Process.__table__.c
_ROW = (
    _PROPOSAL.number, _PROPOSAL.title, _PROPOSAL.state, _PROPOSAL.verdict, _PROPOSAL.support, _PROPOSAL.next_due,
    _PROPOSAL.board, _PROCESS.title.label("process"),
)  # fmt: skip
LISTED = select(*_ROW).join_from(Proposal.__table__, Process.__table__, _PROCESS.id == _PROPOSAL.process_id)
"""A row of a list of proposals."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader of the list asked for; empty means all. `before` is the last number of the page before."""

    state: str = ""
    department: str = ""
    process: str = ""
    words: str = ""
    place: str = ""
    """A name as `placing.rules.key` gives it."""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody has to do with a proposal."""

    organises: bool = False
    answers: bool = False
    does: bool = False
    """Works in a department that is responsible."""
    administers: bool = False
    receives: bool = False
    """Works in a department that is asked to hold the thread."""

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return self.organises or self.answers or self.does or self.administers or self.receives


def listed(asked: Filter) -> tuple[Sequence[Any], int | None]:
    """One page of proposals, newest first, and the number that the next page starts before (None: this is the last).

    One query or two, by an index for each filter, so that it takes as long with 100,000 proposals as with 100. The
    statement of each shape of question is built once: building it costs more than running it.
    """
    stems = searching.stems(asked.words)
    if asked.words.strip() and not stems:
        return [], None
    values: dict[str, Any] = {"asked": searching.question(stems)} if stems else {}
    values |= {"department": asked.department, "state": asked.state, "process": asked.process, "before": asked.before,
               "place": asked.place}  # fmt: skip
    rows: Sequence[Any] = []
    for newest in (True, False) if stems and is_postgresql() else (None,):
        statement = _statement(
            bool(asked.department), bool(asked.state), bool(asked.process), asked.before is not None, bool(stems),
            bool(asked.place), newest,
        )  # fmt: skip
        rows = db.session.connection().execute(statement, values).all()
        if len(rows) > PAGE:
            break
    return rows[:PAGE], rows[PAGE - 1].number if len(rows) > PAGE else None


@lru_cache(maxsize=256)
def _statement(
    department: bool, state: bool, process: bool, before: bool, words: bool, place: bool, newest: bool | None
) -> Any:
    """The list's query with these conditions, its values left open.

    It walks the index whose order it wants: that of the words when some were asked, that of the department else.
    """
    responsible = ProposalDepartment.__table__.c
    wanted: Any = LISTED
    number: Any = _PROPOSAL.number
    if words:
        most = None if department or state or process or place else PAGE + 1
        number, wanted = _searched(wanted, newest=newest, before=before, most=most)
    if department:
        number = number if words else responsible.proposal_number
        wanted = wanted.join(ProposalDepartment.__table__, responsible.proposal_number == _PROPOSAL.number)
        wanted = wanted.where(responsible.department_id == bindparam("department", type_=String))
    if place:
        number = number if words or department else ProposalPlace.proposal_number
        wanted = wanted.join(ProposalPlace, ProposalPlace.proposal_number == _PROPOSAL.number)
        wanted = wanted.where(ProposalPlace.key == bindparam("place", type_=String))
    if state:
        wanted = wanted.where(_PROPOSAL.state == bindparam("state", type_=String))
    if process:
        wanted = wanted.where(_PROPOSAL.process_id == bindparam("process", type_=String))
    if before:
        wanted = wanted.where(number < bindparam("before", type_=Integer))
    return wanted.order_by(number.desc()).limit(PAGE + 1)


def _searched(wanted: Any, *, newest: bool | None, before: bool, most: int | None) -> tuple[Any, Any]:
    """The list among what fits the words, and the number that it is walked by. For `newest` see `searching.hits`; None
    on SQLite."""
    if newest is not None:
        hits = searching.hits(newest=newest, before=before, most=most)
        return hits.c.number, wanted.join(hits, hits.c.number == _PROPOSAL.number)
    number = searching.INDEX.c.rowid
    return number, wanted.join(searching.INDEX, number == _PROPOSAL.number).where(searching.fits())


_CHOICES = union_all(
    select(literal("department").label("kind"), Department.id, Department.name),
    select(literal("process"), Process.id, Process.title),
).order_by("kind", "name")


def choices() -> tuple[Sequence[Choice], Sequence[Choice]]:
    """Departments and processes to filter by, by name."""
    rows = db.session.connection().execute(_CHOICES).all()
    found: dict[str, list[Choice]] = {"department": [], "process": []}
    for kind, value, name in rows:
        found[kind].append((value, name))
    return tuple(found["department"]), tuple(found["process"])


def newest(count: int, states: Collection[State] = ()) -> Sequence[Any]:
    """The newest proposals for other rooms' pages, in some states or in all: rows as in the list."""
    wanted = LISTED
    if states:
        wanted = wanted.where(Proposal.state.in_([state.value for state in states]))
    return db.session.execute(wanted.order_by(Proposal.number.desc()).limit(count)).all()


def of_process(process_id: str, count: int = PAGE) -> Sequence[Any]:
    """The newest proposals of a process: rows as in the list."""
    wanted = LISTED.where(Proposal.process_id == process_id)
    return db.session.execute(wanted.order_by(Proposal.number.desc()).limit(count)).all()


def of_event(event_id: str) -> Sequence[Any]:
    """The proposals made from an event in order: number, title, state, verdict, the two dates."""
    wanted = select(
        Proposal.number, Proposal.title, Proposal.state, Proposal.verdict, Proposal.support, Proposal.reply_by,
        Proposal.decide_by, Proposal.board,
    )  # fmt: skip
    return db.session.execute(wanted.where(Proposal.event_id == event_id).order_by(Proposal.number)).all()


def from_contributions(contribution_ids: Sequence[str]) -> dict[str, Any]:
    """Contributions that proposals came from, each with its newest proposal."""
    wanted = (
        select(ProposalOrigin.contribution_id, *Proposal.__table__.columns)
        .join(Proposal, Proposal.number == ProposalOrigin.proposal_number)
        .where(ProposalOrigin.contribution_id.in_(contribution_ids))
    )
    return {row.contribution_id: row for row in db.session.execute(wanted.order_by(Proposal.number))}


def part_of(proposal: Proposal, staff: Staff) -> Part:
    """What somebody has to do with a proposal."""
    return Part(
        organises=staff.role in {Role.ORGANISER, Role.ADMINISTRATOR} and _organises(proposal, staff.id),
        answers=proposal.answerer_id == staff.id,
        does=staff.role == Role.CIVIL_SERVANT and _is_responsible(proposal.number, staff.department_id),
        administers=staff.is_administrator,
        receives=staff.role == Role.CIVIL_SERVANT and _is_asked(proposal.number, staff.department_id),
    )


def _organises(proposal: Proposal, staff_id: str) -> bool:
    of_event = select(EventOrganiser.staff_id).where(
        EventOrganiser.event_id == proposal.event_id, EventOrganiser.staff_id == staff_id
    )
    of_process = select(ProcessOrganiser.staff_id).where(
        ProcessOrganiser.process_id == proposal.process_id, ProcessOrganiser.staff_id == staff_id
    )
    return db.session.scalar(of_event) is not None or db.session.scalar(of_process) is not None


def _is_responsible(number: int, department_id: str | None) -> bool:
    wanted = select(ProposalDepartment.holds).where(
        ProposalDepartment.proposal_number == number, ProposalDepartment.department_id == department_id
    )
    return db.session.scalar(wanted) is not None


def _is_asked(number: int, department_id: str | None) -> bool:
    wanted = select(Handing.id).where(
        Handing.proposal_number == number, Handing.to_id == department_id, Handing.settled_at.is_(None)
    )
    return db.session.scalar(wanted) is not None


def titles(numbers: Collection[int]) -> dict[int, str]:
    """Titles of proposals by number."""
    rows = db.session.execute(select(Proposal.number, Proposal.title).where(Proposal.number.in_(numbers)))
    return {row[0]: row[1] for row in rows}


_TOLD = ("reasons", "words", "summary", "what", "reason", "holder")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a feed tells it."""

    link: Link
    facts: dict[str, Any]
    words: str
    by: dict[str, str] | None


def told(link: Link) -> Told:
    """An entry read for telling. Participants' words are left out: they can be withdrawn, readers' copies cannot."""
    body = json.loads(link.body) if link.body is not None else {}
    words = next((body[name] for name in _TOLD if body.get(name)), "")
    return Told(link, json.loads(link.facts), words, body.get("by"))
