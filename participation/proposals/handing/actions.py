"""Asking another department to hold the thread, and what it answers. Nothing falls between chairs."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from participation import db
from participation.people.models import Department, Staff
from participation.proposals import rules
from participation.proposals.ledger.actions import take_chain
from participation.proposals.models import Handing, Proposal, ProposalDepartment
from participation.proposals.projecting import enter, speaker
from participation.proposals.rules import Kind, State
from participation.refusal import Refusal


def ask(number: int, handing_id: str, to_id: str, why: str, *, by_id: str, now: dt.datetime) -> None:
    """Ask a department to hold the thread. The same `handing_id` again changes nothing."""
    with db.writing() as session:
        take_chain(session)
        if session.get(Handing, handing_id) is not None:
            return
        holder = _holder(session, number)
        if session.get_one(Staff, by_id).department_id != holder.department_id:
            raise Refusal("not_the_holder", status=403)
        if State(session.get_one(Proposal, number).state) in rules.ENDED:
            raise Refusal("not_now")
        if to_id == holder.department_id or session.get(Department, to_id) is None:
            raise Refusal("not_a_choice", field="to")
        if _open(session, number) is not None:
            raise Refusal("already_asked")
        session.add(
            Handing(
                id=handing_id, proposal_number=number, from_id=holder.department_id, to_id=to_id, why=why, by_id=by_id,
                at=now,
            )
        )  # fmt: skip


def take(number: int, handing_id: str, *, by_id: str, now: dt.datetime) -> None:
    """The receiver takes it: from now on it holds the thread, and an entry says so. Twice is once."""
    with db.writing() as session:
        take_chain(session)
        handing = _asked(session, number, handing_id, by_id)
        if handing.outcome == "taken":
            return
        _settle(handing, "taken", by_id, now)
        _hold(session, number, handing.to_id)
        _tell(session, handing, by_id, now)


def decline(number: int, handing_id: str, answer: str, *, by_id: str, now: dt.datetime) -> None:
    """The receiver says why it is not theirs: the giver goes on holding the thread. Twice is once."""
    with db.writing() as session:
        take_chain(session)
        handing = _asked(session, number, handing_id, by_id)
        if handing.outcome == "declined":
            return
        _settle(handing, "declined", by_id, now)
        handing.answer = answer


def call_off(number: int, handing_id: str, *, by_id: str, now: dt.datetime) -> None:
    """The giver asks no longer. Twice is once."""
    with db.writing() as session:
        take_chain(session)
        handing = _of_proposal(session, number, handing_id)
        if session.get_one(Staff, by_id).department_id != handing.from_id:
            raise Refusal("not_the_holder", status=403)
        if handing.outcome != "called_off":
            _settle(handing, "called_off", by_id, now)


def _of_proposal(session: Session, number: int, handing_id: str) -> Handing:
    handing = session.get(Handing, handing_id)
    if handing is None or handing.proposal_number != number:
        raise Refusal("no_such_handing", status=404)
    return handing


def _asked(session: Session, number: int, handing_id: str, by_id: str) -> Handing:
    handing = _of_proposal(session, number, handing_id)
    if session.get_one(Staff, by_id).department_id != handing.to_id:
        raise Refusal("not_the_receiver", status=403)
    return handing


def _settle(handing: Handing, outcome: str, by_id: str, now: dt.datetime) -> None:
    if handing.outcome is not None:
        raise Refusal("no_such_handing", status=409)
    handing.outcome, handing.settled_by_id, handing.settled_at = outcome, by_id, now


def _holder(session: Session, number: int) -> ProposalDepartment:
    wanted = select(ProposalDepartment).where(ProposalDepartment.proposal_number == number, ProposalDepartment.holds)
    return session.scalars(wanted).one()


def _open(session: Session, number: int) -> Handing | None:
    wanted = select(Handing).where(Handing.proposal_number == number, Handing.settled_at.is_(None))
    return session.scalar(wanted)


def _hold(session: Session, number: int, department_id: str) -> None:
    """One department holds the thread, the others stay responsible beside it."""
    of_proposal = update(ProposalDepartment).where(ProposalDepartment.proposal_number == number)
    session.execute(of_proposal.where(ProposalDepartment.holds).values(holds=False))
    session.merge(ProposalDepartment(proposal_number=number, department_id=department_id, holds=True))
    session.flush()


def _tell(session: Session, handing: Handing, by_id: str, now: dt.datetime) -> None:
    proposal = session.get_one(Proposal, handing.proposal_number)
    names = select(Department.name).join(ProposalDepartment, ProposalDepartment.department_id == Department.id)
    names = names.where(ProposalDepartment.proposal_number == proposal.number)
    body = {
        "board": proposal.board,
        "departments": list(session.scalars(names.order_by(ProposalDepartment.holds.desc(), Department.name))),
        "holder": handing.receiver.name,
        "before": handing.giver.name,
        "reason": handing.why,
        "answers": speaker(session.get_one(Staff, proposal.answerer_id)),
        "by": speaker(session.get_one(Staff, by_id)),
    }
    facts = {"reply_by": proposal.reply_by.isoformat(), "decide_by": proposal.decide_by.isoformat()}
    enter(session, proposal, Kind.ASSIGNED, by_id=by_id, now=now, facts=facts, body=body)
