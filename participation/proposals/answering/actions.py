"""Publishing something about a proposal, taking it back, and entering it into the ledger when its time has come.

Whatever is published waits `TAKE_BACK_MINUTES` as a pending row. It enters by the first of: its author says “now”, the
worker's job, or the next thing that anybody publishes or takes back here. Reading never writes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import clock, db
from participation.jobs import actions as queue
from participation.media import actions as media
from participation.media.actions import NewPicture
from participation.media.models import Picture
from participation.people.duties import Duty
from participation.people.models import Staff
from participation.proposals import rules
from participation.proposals.drafting import actions as drafting
from participation.proposals.ledger.actions import take_chain
from participation.proposals.ledger.models import Entry
from participation.proposals.models import PendingEntry, Promise, Proposal
from participation.proposals.projecting import DECISION, REPLY, enter, is_whole, speaker, standing_after, standing_of
from participation.proposals.rules import Kind
from participation.refusal import Refusal

JOB = "proposals.settle"


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that somebody wants to publish: `facts` stay for ever, `body` (words, names) is erasable."""

    kind: Kind
    facts: Mapping[str, Any]
    body: Mapping[str, Any]
    about: int | None = None
    picture: NewPicture | None = None
    picture_text: str = field(default="")


def publish(number: int, client_id: str, draft: Draft, *, by_id: str, wait: dt.timedelta, now: dt.datetime) -> None:
    """Publish something: it can be taken back until `wait` is over. The same `client_id` again changes nothing."""
    try:
        with db.writing() as session:
            publish_in(session, number, client_id, draft, by_id=by_id, wait=wait, now=now)
    except IntegrityError as problem:
        if _sent_before(db.db.session(), client_id, number, by_id):
            return
        if not rules.changes_state(draft.kind, is_whole(draft.kind, draft.facts)):
            raise
        raise Refusal("another_waits") from problem


def publish_in(
    session: Session, number: int, client_id: str, draft: Draft, *, by_id: str, wait: dt.timedelta, now: dt.datetime
) -> None:
    """The same inside another transaction."""
    take_chain(session)
    if _sent_before(session, client_id, number, by_id):
        return
    _settle_overdue(session, now)
    proposal = session.get_one(Proposal, number)
    standing_after(standing_of(proposal), draft.kind, draft.facts)
    _check_refers(session, number, draft)
    _put_aside(session, proposal, client_id, draft, by_id, wait, now)
    if draft.kind == Kind.ANSWERED:
        drafting.let_go(session, number)


def _sent_before(session: Session, client_id: str, number: int, by_id: str) -> bool:
    before = session.get(PendingEntry, client_id)
    if before is None:
        return False
    if before.proposal_number != number or before.by_id != by_id:
        raise Refusal("not_your_entry", status=403)
    return True


def _check_refers(session: Session, number: int, draft: Draft) -> None:
    """What an entry points at exists, belongs to this proposal and is still open."""
    if (other := draft.facts.get("duplicate_of")) and session.get(Proposal, other) is None:
        raise Refusal("needs_other_number", field="duplicate_of")
    promise_id = draft.facts.get("date" if draft.kind == Kind.MOVED else "promise")
    if promise_id in {REPLY, DECISION}:
        _check_own_date(session.get_one(Proposal, number), promise_id)
    elif promise_id and draft.kind != Kind.PROMISED:
        promise = session.get(Promise, promise_id)
        if promise is None or promise.proposal_number != number or promise.kept_at is not None:
            raise Refusal("no_such_promise", field="promise")
    if draft.about is not None:
        entry = session.get(Entry, draft.about)
        if entry is None or entry.proposal_number != number:
            raise Refusal("no_such_entry", field="about")


def _check_own_date(proposal: Proposal, date: str) -> None:
    if (proposal.replied_at if date == REPLY else proposal.decided_at) is not None:
        raise Refusal("already_met", field="date")


def _put_aside(
    session: Session, proposal: Proposal, client_id: str, draft: Draft, by_id: str, wait: dt.timedelta, now: dt.datetime
) -> None:
    staff = session.get_one(Staff, by_id)
    picture = media.store_picture(session, draft.picture, draft.picture_text, now) if draft.picture else None
    body = {**draft.body, "by": speaker(staff)}
    if picture is not None:
        body["picture"] = {"id": picture.id, "text": picture.text, "width": picture.width, "height": picture.height}
    waiting = PendingEntry(
        id=client_id,
        proposal_number=proposal.number,
        by_id=by_id,
        kind=draft.kind.value,
        changes_state=rules.changes_state(draft.kind, is_whole(draft.kind, draft.facts)),
        about_seq=draft.about,
        facts=dict(draft.facts),
        body=body,
        picture_id=picture.id if picture else None,
        made_at=now,
        due_at=now + wait,
    )
    session.add(waiting)
    session.flush()
    if wait:
        queue.enqueue(session, JOB, f"pending:{client_id}", waiting.due_at, {"id": client_id})
    else:
        _settle(session, waiting, now)


def take_back(number: int, pending_id: str, *, by_id: str, now: dt.datetime) -> None:
    """Take something back that has not entered the ledger: nobody but its author ever saw it. Twice is once.

    An answer becomes a draft again.
    """
    with db.writing() as session:
        take_chain(session)
        waiting = _of_proposal(session, number, pending_id)
        if waiting.taken_back_at is not None and waiting.by_id == by_id:
            return
        rules.check_take_back(waiting.by_id == by_id, waiting.due_at, waiting.waits, now)
        waiting.taken_back_at = now
        if waiting.kind == Kind.ANSWERED:
            drafting.keep(session, number, by_id, {**waiting.facts, **waiting.body}, now)
        picture_id = waiting.picture_id
        if picture_id is not None:
            media.withdraw(session, picture_id)
        queue.cancel(session, f"pending:{pending_id}")
        _settle_overdue(session, now)
    media.remove_files([picture_id] if picture_id else [])


def enter_now(number: int, pending_id: str, *, by_id: str, now: dt.datetime) -> None:
    """Enter something at once, because its author does not want to wait. Twice is once."""
    with db.writing() as session:
        take_chain(session)
        waiting = _of_proposal(session, number, pending_id)
        if waiting.by_id != by_id:
            raise Refusal("not_your_entry", status=403)
        _settle_overdue(session, now)
        if waiting.waits:
            _settle(session, waiting, now)
        queue.cancel(session, f"pending:{pending_id}")


def _of_proposal(session: Session, number: int, pending_id: str) -> PendingEntry:
    waiting = session.get(PendingEntry, pending_id)
    if waiting is None or waiting.proposal_number != number:
        raise Refusal("no_such_entry", status=404)
    return waiting


def settle_overdue(now: dt.datetime) -> None:
    """Enter everything whose time has come."""
    with db.writing() as session:
        take_chain(session)
        _settle_overdue(session, now)


def do_job(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """The worker's part: whatever is due enters, this one among it; done before is done."""
    settle_overdue(now)


def _settle_overdue(session: Session, now: dt.datetime) -> None:
    due = session.scalars(
        select(PendingEntry)
        .where(
            PendingEntry.due_at <= now,
            PendingEntry.taken_back_at.is_(None),
            PendingEntry.entry_seq.is_(None),
            PendingEntry.refused.is_(None),
        )
        .order_by(PendingEntry.due_at, PendingEntry.id)
    ).all()
    for waiting in due:
        _settle(session, waiting, now)


def _settle(session: Session, waiting: PendingEntry, now: dt.datetime) -> None:
    """Enter one; when the proposal has moved on so that it no longer fits, its author is told instead."""
    proposal = session.get_one(Proposal, waiting.proposal_number)
    kind = Kind(waiting.kind)
    try:
        standing_after(standing_of(proposal), kind, waiting.facts)
    except Refusal as refusal:
        waiting.refused = refusal.code
        return
    picture = session.get(Picture, waiting.picture_id) if waiting.picture_id else None
    waiting.entry_seq = enter(
        session,
        proposal,
        kind,
        by_id=waiting.by_id,
        now=now,
        facts=waiting.facts,
        body=waiting.body,
        about=waiting.about_seq,
        picture=picture,
    )
    # What it says stands in the ledger now, and can be erased there alone.
    waiting.body, waiting.facts = {}, {}


def register_record(number: int, record_number: str, *, by_id: str, now: dt.datetime) -> None:
    """Note the registrar's record number; the same number again changes nothing."""
    with db.writing() as session:
        take_chain(session)
        _settle_overdue(session, now)
        proposal = session.get_one(Proposal, number)
        if proposal.record_number == record_number:
            return
        enter(
            session,
            proposal,
            Kind.REGISTERED,
            by_id=by_id,
            now=now,
            facts={"record_number": record_number},
            body={"by": speaker(session.get_one(Staff, by_id))},
        )


def _owed(session: Session, staff_id: str) -> int:
    answers = select(func.count()).where(Proposal.answerer_id == staff_id, Proposal.next_due.is_not(None))
    promises = select(func.count()).where(Promise.holder_id == staff_id, Promise.kept_at.is_(None))
    return (session.scalar(answers) or 0) + (session.scalar(promises) or 0)


def _hand_over(session: Session, staff_id: str, successor_id: str) -> None:
    """Everything that somebody was to answer goes to the successor, told as an entry; promises find a new holder."""
    take_chain(session)
    now = clock.now()  # handing over knows no moment of its own: it is part of closing an account
    successor = session.get_one(Staff, successor_id)
    owed = select(Proposal).where(Proposal.answerer_id == staff_id, Proposal.next_due.is_not(None))
    for proposal in session.scalars(owed.order_by(Proposal.number)).all():
        proposal.answerer_id = successor_id
        facts = {"reply_by": proposal.reply_by.isoformat(), "decide_by": proposal.decide_by.isoformat()}
        body = {"board": proposal.board, "answers": speaker(successor)}
        enter(session, proposal, Kind.ASSIGNED, by_id=staff_id, now=now, facts=facts, body=body)
    session.execute(
        update(Promise).where(Promise.holder_id == staff_id, Promise.kept_at.is_(None)).values(holder_id=successor_id)
    )


ANSWERING = Duty(count=_owed, hand_over=_hand_over)
"""Answers and promises that somebody owes; nobody leaves without handing them over."""
