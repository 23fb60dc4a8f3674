"""From entries to columns: appends an entry and moves what lists are filtered and sorted by.

All of it happens inside the caller's transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from participation.media.models import Picture
from participation.people.models import Staff
from participation.proposals import reminders, rules
from participation.proposals.following.telling import actions as following
from participation.proposals.ledger import actions as ledger
from participation.proposals.models import Promise, Proposal
from participation.proposals.overview import actions as overview
from participation.proposals.rules import Basis, Kind, Standing, State, Verdict

REPLY, DECISION = "reply", "decision"
"""The two dates that every proposal has; other dates are named by their promise's id."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry says, who published it and when."""

    facts: Mapping[str, Any]
    body: Mapping[str, Any]
    by_id: str
    now: dt.datetime


def standing_of(proposal: Proposal) -> Standing:
    """What decides which entry may come next."""
    return Standing(State(proposal.state), Verdict(proposal.verdict) if proposal.verdict else None)


def standing_after(standing: Standing, kind: Kind, facts: Mapping[str, Any]) -> Standing:
    """The standing after an entry with these facts; refuses what does not fit."""
    return rules.after(
        standing,
        kind,
        verdict=Verdict(facts["verdict"]) if kind == Kind.ANSWERED else None,
        basis=Basis(facts.get("basis", Basis.WISH)),
        whole=is_whole(kind, facts),
    )


def is_whole(kind: Kind, facts: Mapping[str, Any]) -> bool:
    """Whether an entry about work or its end is about the whole proposal."""
    return kind in {Kind.DONE, Kind.PROGRESSED} and facts.get("promise") is None


def speaker(staff: Staff) -> dict[str, str]:
    """Who publishes, as it stands in an entry's body: name and office as they are now."""
    department = staff.department.name if staff.department else ""
    return {"name": staff.name, "title": staff.title or department, "role": staff.role}


def enter(
    session: Session,
    proposal: Proposal,
    kind: Kind,
    *,
    by_id: str,
    now: dt.datetime,
    facts: Mapping[str, Any],
    body: Mapping[str, Any],
    about: int | None = None,
    picture: Picture | None = None,
) -> int:
    """Append an entry and let the proposal's columns follow; refuses what does not fit its standing.

    Returns the entry's number in the chain.
    """
    new = standing_after(standing_of(proposal), kind, facts)
    seq = ledger.append(
        session,
        proposal=proposal.number,
        kind=kind.value,
        now=now,
        facts=facts,
        body=body,
        about=about,
        pictures=[picture] if picture else [],
    )
    proposal.state, proposal.verdict = new.state.value, new.verdict.value if new.verdict else None
    following.announce(session, seq, now)
    if kind in _FOLLOW:
        _FOLLOW[kind](session, proposal, Told(facts, body, by_id, now))
    session.flush()
    _look_ahead(session, proposal, now)
    overview.post(session, seq, now)
    return seq


def _answered(_session: Session, proposal: Proposal, told: Told) -> None:
    proposal.replied_at = proposal.replied_at or told.now
    verdict, basis = Verdict(told.facts["verdict"]), Basis(told.facts.get("basis", Basis.WISH))
    if rules.is_decision(verdict, basis):
        proposal.decided_at = proposal.decided_at or told.now
    if verdict == Verdict.TRIAL:
        proposal.trial_ends_on = dt.date.fromisoformat(told.facts["ends_on"])


def _promised(session: Session, proposal: Proposal, told: Told) -> None:
    due = dt.date.fromisoformat(told.facts["due"])
    session.add(
        Promise(
            id=told.facts["promise"],
            proposal_number=proposal.number,
            what=told.body["what"],
            who=told.body["who"],
            holder_id=told.by_id,
            first_due=due,
            due=due,
        )
    )


def _moved(session: Session, proposal: Proposal, told: Told) -> None:
    new = dt.date.fromisoformat(told.facts["to"])
    if told.facts["date"] == REPLY:
        proposal.reply_by = new
    elif told.facts["date"] == DECISION:
        proposal.decide_by = new
    else:
        session.execute(update(Promise).where(Promise.id == told.facts["date"]).values(due=new))


def _progressed(session: Session, proposal: Proposal, told: Told) -> None:
    if promise_id := told.facts.get("promise"):
        session.execute(update(Promise).where(Promise.id == promise_id).values(begun_at=told.now))


def _done(session: Session, proposal: Proposal, told: Told) -> None:
    kept = update(Promise).where(Promise.proposal_number == proposal.number, Promise.kept_at.is_(None))
    if promise_id := told.facts.get("promise"):
        kept = kept.where(Promise.id == promise_id)
    else:
        proposal.done_at = told.now
    session.execute(kept.values(kept_at=told.now))


def _told(_session: Session, proposal: Proposal, told: Told) -> None:
    proposal.told_at = told.now


def _registered(_session: Session, proposal: Proposal, told: Told) -> None:
    proposal.record_number = told.facts["record_number"]


_FOLLOW = {
    Kind.ANSWERED: _answered,
    Kind.PROMISED: _promised,
    Kind.MOVED: _moved,
    Kind.PROGRESSED: _progressed,
    Kind.DONE: _done,
    Kind.REGISTERED: _registered,
    Kind.TOLD: _told,
}


def _look_ahead(session: Session, proposal: Proposal, now: dt.datetime) -> None:
    """Set the nearest day on which something is owed, and have who owes it reminded."""
    before = proposal.next_due
    open_promises = select(Promise.due).where(Promise.proposal_number == proposal.number, Promise.kept_at.is_(None))
    proposal.next_due = rules.next_due(
        standing_of(proposal),
        reply_by=None if proposal.replied_at else proposal.reply_by,
        decide_by=None if proposal.decided_at else proposal.decide_by,
        trial_ends_on=proposal.trial_ends_on,
        promises=session.scalars(open_promises).all(),
    )
    if proposal.next_due is not None and proposal.next_due != before:
        reminders.post(session, proposal.number, proposal.next_due, now)
