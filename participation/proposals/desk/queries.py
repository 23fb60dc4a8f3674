"""What waits for somebody: what is owed by when, drafts, what can still be taken back. As many queries as for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from participation.db import db
from participation.people.models import Role, Staff
from participation.processes.models import ProcessOrganiser
from participation.proposals.drafting import queries as drafting
from participation.proposals.handing import queries as handing
from participation.proposals.helped import queries as helped
from participation.proposals.models import PendingEntry, Proposal, ProposalDepartment
from participation.proposals.rules import ENDED, OPEN, State

MOST = 100
"""Proposals on one desk."""
SOON = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits.

    `owes` is `reply`, `decision`, `trial`, `promise`, `step` (a yes without a date), `handing` (asked to take over) or
    `helped` (done, but somebody says that it did not help).
    """

    number: int
    title: str
    state: str
    verdict: str | None
    owes: str
    due: dt.date | None
    mine: bool
    """Whether this reader is the one who answers."""
    drafted_by: str = ""


@dataclass(slots=True)
class Desk:
    """What waits for somebody, the most urgent first."""

    late: list[Waiting] = field(default_factory=list)
    soon: list[Waiting] = field(default_factory=list)
    later: list[Waiting] = field(default_factory=list)

    @property
    def first(self) -> list[Waiting]:
        """All of it in order."""
        return [*self.late, *self.soon, *self.later]


def desk_of(staff: Staff, today: dt.date) -> Desk:
    """What waits for somebody. What was answered yes and has no date yet comes with what is late.

    Nothing would remind anybody of it otherwise.
    """
    rows = db.session.execute(_waiting(staff)).all()
    drafts = drafting.drafted([row.number for row in rows]) if rows else {}
    desk = Desk(late=_asked_to_take(staff))
    for row in rows:
        draft = drafts.get(row.number)
        waiting = Waiting(
            row.number, row.title, row.state, row.verdict, _owes(row), row.next_due, row.answerer_id == staff.id,
            draft.name if draft is not None and draft.by_id != staff.id else "",
        )  # fmt: skip
        if waiting.due is None or waiting.due < today:
            desk.late.append(waiting)
        else:
            (desk.soon if waiting.due <= today + SOON else desk.later).append(waiting)
    desk.soon += _did_not_help(staff)
    return desk


def _did_not_help(staff: Staff) -> list[Waiting]:
    """What is done and did not help everybody: a no reopens the conversation."""
    said = helped.said_no()
    if not said:
        return []
    rows = db.session.execute(
        select(*Proposal.__table__.columns).where(Proposal.number.in_(said), _theirs(staff))
    ).all()
    return [
        Waiting(row.number, row.title, row.state, row.verdict, "helped", None, row.answerer_id == staff.id)
        for row in rows
    ]


def _asked_to_take(staff: Staff) -> list[Waiting]:
    """What another department asks this one to hold."""
    if staff.role != Role.CIVIL_SERVANT:
        return []
    rows = handing.waiting_for(staff)
    return [Waiting(row.number, row.title, row.state, row.verdict, "handing", None, False) for row in rows]


def _theirs(staff: Staff) -> ColumnElement[bool]:
    """What somebody answers, does or organises."""
    theirs: list[Any] = [Proposal.answerer_id == staff.id]
    if staff.role == Role.CIVIL_SERVANT and staff.department_id:
        of_department = select(ProposalDepartment.proposal_number)
        theirs.append(Proposal.number.in_(of_department.where(ProposalDepartment.department_id == staff.department_id)))
    if staff.role in {Role.ORGANISER, Role.ADMINISTRATOR}:
        organised = select(ProcessOrganiser.process_id).where(ProcessOrganiser.staff_id == staff.id)
        theirs.append(Proposal.process_id.in_(organised))
    return or_(*theirs)


def _waiting(staff: Staff) -> Select[Any]:
    open_still = Proposal.state.not_in([state.value for state in ENDED])
    agreed = Proposal.state.in_([State.ACCEPTED.value, State.PARTLY.value])
    return (
        select(*Proposal.__table__.columns)
        .where(_theirs(staff), open_still, or_(Proposal.next_due.is_not(None), agreed))
        .order_by(Proposal.next_due.is_(None), Proposal.next_due, Proposal.number)
        .limit(MOST)
    )


def _owes(row: Any) -> str:
    """What is owed on the nearest day."""
    state = State(row.state)
    if row.next_due is None:
        return "step"
    if state in OPEN and not row.replied_at and row.next_due == row.reply_by:
        return "reply"
    if state in OPEN and not row.decided_at and row.next_due == row.decide_by:
        return "decision"
    if state == State.TRIAL and row.next_due == row.trial_ends_on:
        return "trial"
    return "promise"


def open_ones(staff: Staff) -> Sequence[Any]:
    """Proposals that a meeting can decide, whoever answers them, oldest promise first."""
    decidable = Proposal.state.in_([state.value for state in (*OPEN, State.TRIAL)])
    wanted = select(*Proposal.__table__.columns, Staff.name.label("answerer")).join(
        Staff, Staff.id == Proposal.answerer_id
    )
    if staff.role == Role.CIVIL_SERVANT:
        of_department = select(ProposalDepartment.proposal_number)
        mine = Proposal.number.in_(of_department.where(ProposalDepartment.department_id == staff.department_id))
        wanted = wanted.where(or_(mine, Proposal.answerer_id == staff.id))
    else:
        wanted = wanted.where(Proposal.answerer_id == staff.id)
    return db.session.execute(wanted.where(decidable).order_by(Proposal.decide_by, Proposal.number).limit(MOST)).all()


def pending_of(staff_id: str) -> Sequence[Any]:
    """What somebody published that can still be taken back: id, proposal's number and title, when it enters."""
    wanted = (
        select(PendingEntry.id, PendingEntry.due_at, Proposal.number, Proposal.title)
        .join(Proposal, Proposal.number == PendingEntry.proposal_number)
        .where(
            PendingEntry.by_id == staff_id,
            PendingEntry.taken_back_at.is_(None),
            PendingEntry.entry_seq.is_(None),
            PendingEntry.refused.is_(None),
        )
    )
    return db.session.execute(wanted.order_by(PendingEntry.due_at)).all()
