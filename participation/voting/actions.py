"""What changes a vote: preparing, opening, casting, closing. Each is safe to send twice."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import Connection, Select, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from participation import clock, db, tokens
from participation.events import activities
from participation.events.models import EventEnding
from participation.events.participants.models import Participant, Slip
from participation.events.rules import check_running
from participation.live import changed
from participation.refusal import Refusal
from participation.voting import record, rules, scrubbing
from participation.voting.counting import METHODS
from participation.voting.counting.outcome import collapse
from participation.voting.models import Ballot, Receipt, Turnout, Vote, VoteClosure, VoteEntry, VoteOpening
from participation.voting.rules import Draft, State

_STATE = text(
    "SELECT v.method, v.most, o.entries, c.vote_id, e.kind, o.entitlement, "
    "EXISTS (SELECT 1 FROM slip WHERE slip.participant_id = :participant_id) FROM vote v "
    "LEFT JOIN vote_opening o ON o.vote_id = v.id LEFT JOIN vote_closure c ON c.vote_id = v.id "
    "LEFT JOIN event_ending e ON e.event_id = v.event_id WHERE v.id = :vote_id AND v.event_id = :event_id"
)
_TURN_OUT = text(
    "INSERT INTO turnout (vote_id, participant_id) VALUES (:vote_id, :participant_id) ON CONFLICT DO NOTHING"
)
_PUT_IN = text(
    "INSERT INTO ballot (id, vote_id, token_hash, choice, weight) "
    "VALUES (:id, :vote_id, :token_hash, :choice, 1) ON CONFLICT DO NOTHING"
)
_EXCHANGE = text("UPDATE ballot SET choice = :choice WHERE vote_id = :vote_id AND token_hash = :token_hash")
_SHARE = text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:vote_id, 0))")
_STEP = text("SELECT 1 FROM step WHERE id = :step_id FOR UPDATE")
_OWN = text("SELECT pg_advisory_xact_lock(hashtextextended(:vote_id, 0))")
"""PostgreSQL's advisory locks are queued for in order. Row locks are not: with FOR SHARE a burst of ballots kept
letting each other in, and a leader who wanted to close waited until it was over."""


def cast_ballot(event_id: str, vote_id: str, participant_id: str, secret: str, sent: Sequence[str] | None) -> None:
    """Cast a participant's ballot, or change the one that this device cast before. `sent` None is a blank ballot.

    This is the hottest path of the product: four statements and no objects. Who has voted on another device is
    refused, because the ballot there cannot be found from here.
    """
    token_hash = rules.token_hash(secret, vote_id)
    with db.writing_fast() as connection:
        choice = _checked(connection, event_id, vote_id, participant_id, sent)
        ballot = {"vote_id": vote_id, "token_hash": token_hash, "choice": choice}
        if connection.execute(_TURN_OUT, {"vote_id": vote_id, "participant_id": participant_id}).rowcount:
            written = connection.execute(_PUT_IN, {**ballot, "id": tokens.new_id()}).rowcount
        else:
            written = connection.execute(_EXCHANGE, ballot).rowcount
        if not written:
            raise Refusal("voted_elsewhere")
    changed(event_id)


def _checked(
    connection: Connection, event_id: str, vote_id: str, participant_id: str, sent: Sequence[str] | None
) -> str:
    """The canonical choice, once the vote is certain to stay open until this transaction ends.

    On SQLite writing transactions come one after another. On PostgreSQL a lock sees to it, in a statement of its own:
    a statement that waits goes on with the picture it took before waiting, in which the vote was still open.
    """
    if db.is_postgresql():
        connection.execute(_SHARE, {"vote_id": vote_id})
    asked = {"vote_id": vote_id, "event_id": event_id, "participant_id": participant_id}
    found = connection.execute(_STATE, asked).one_or_none()
    if found is None:
        raise Refusal("no_such_vote", status=404)
    method, most, entries, closed, ending, entitlement, has_slip = found
    check_running(ending)
    rules.check_open(rules.state_of(opened=entries is not None, closed=closed is not None))
    rules.check_entitled(entitlement, has_slip=bool(has_slip))
    return rules.check_ballot(vote_id, method, entries, most, sent)


def prepare_vote(event_id: str, step_id: str, method: str, draft: Draft, now: dt.datetime) -> str:
    """Write down what is voted on and what for; preparing again replaces it until the vote opens. Returns its id."""
    with db.writing() as session:
        offered = {offer.contribution_ids[0]: offer for offer in activities.offers(event_id)}
        rules.check_draft(draft, list(offered), clock.local_date(now, current_app.config["TIMEZONE"]))
        vote = _prepared(session, event_id, step_id)
        vote.method = method
        vote.most, vote.announced_live = draft.most, draft.announced_live
        vote.promise_who, vote.promise_what, vote.promise_by = draft.promise_who, draft.promise_what, draft.promise_by
        session.add(vote)
        session.flush()
        session.execute(delete(VoteEntry).where(VoteEntry.vote_id == vote.id))
        entries = [offered[contribution_id] for contribution_id in draft.contribution_ids]
        session.add_all(
            VoteEntry(
                vote_id=vote.id,
                number=number,
                contribution_id=offer.contribution_ids[0],
                text=offer.text,
                theme=offer.theme,
            )
            for number, offer in enumerate(entries, start=1)
        )
        vote_id = vote.id
    changed(event_id)
    return vote_id


def _prepared(session: Session, event_id: str, step_id: str) -> Vote:
    """The step's vote while it can still be changed, or a new one. Two leaders who prepare take turns."""
    if db.is_postgresql():
        session.execute(_STEP, {"step_id": step_id})
    vote_id = session.scalar(select(Vote.id).where(Vote.step_id == step_id))
    if vote_id is None:
        return Vote(id=tokens.new_id(), event_id=event_id, step_id=step_id)
    vote = _owned(session, event_id, vote_id)
    if vote.state is not State.PREPARED:
        raise Refusal("vote_is_fixed")
    session.expire(vote, ["entries"])
    return vote


def _owned(session: Session, event_id: str, vote_id: str) -> Vote:
    """The vote as it is now, held so that nobody casts in it or changes it until this transaction ends."""
    if db.is_postgresql():
        session.execute(_OWN, {"vote_id": vote_id})
    vote = session.get(Vote, vote_id, populate_existing=True)
    if vote is None or vote.event_id != event_id:
        raise Refusal("no_such_vote", status=404)
    return vote


def open_vote(event_id: str, vote_id: str, staff_id: str, now: dt.datetime) -> None:
    """Fix the ballot in today's words and let people vote. Opening an opened vote changes nothing."""
    with db.writing() as session:
        vote = _owned(session, event_id, vote_id)
        if vote.state is not State.PREPARED:
            return
        check_running(session.scalar(select(EventEnding.kind).where(EventEnding.event_id == event_id)))
        rules.check_promise(vote.promise_by, clock.local_date(now, current_app.config["TIMEZONE"]))
        offered = {offer.contribution_ids[0]: offer for offer in activities.offers(event_id)}
        for entry in vote.entries:
            offer = offered.get(entry.contribution_id)
            if offer is None:
                raise Refusal("entry_gone", field="entry")
            entry.text, entry.theme = offer.text, offer.theme
        session.add(
            VoteOpening(
                vote_id=vote_id,
                at=now,
                by_id=staff_id,
                entries=len(vote.entries),
                entitlement=_entitlement(session, select(Participant.id).where(Participant.event_id == event_id)),
            )
        )
    changed(event_id)


def _entitlement(session: Session, who: Select[str]) -> str:
    """`slips` when everybody in `who` (ids of participants) came by a printed slip, else `open`."""
    people = who.subquery()
    counted = select(func.count(people.c[0]), func.count(Slip.code_hash)).select_from(people)
    everybody, with_slip = session.execute(counted.outerjoin(Slip, Slip.participant_id == people.c[0])).one()
    return "slips" if everybody and everybody == with_slip else "open"


def close_vote(event_id: str, vote_id: str, staff_id: str, now: dt.datetime) -> bool:
    """Close, count and publish, and cut what tied ballots to devices. True when this call did it.

    Whatever was acknowledged before is counted; whatever comes later is refused. The files still hold traces of
    casting until `scrubbing.scrub` has run: the caller does it next, and a job does it if that was not possible.
    """
    with db.writing() as session:
        vote = _owned(session, event_id, vote_id)
        if vote.state is not State.OPEN:
            if vote.state is State.CLOSED:
                return False
            raise Refusal("vote_not_open")
        session.add(_counted(session, vote, staff_id, now))
        session.flush()
        _shuffle(session, vote_id)
        scrubbing.enqueue(session, vote_id, now)
    changed(event_id)
    return True


def _counted(session: Session, vote: Vote, staff_id: str, now: dt.datetime) -> VoteClosure:
    """The closure of `vote` with everything that is published."""
    assert vote.opening is not None
    method = METHODS[vote.method]
    box = session.execute(select(Ballot.choice, Ballot.weight).where(Ballot.vote_id == vote.id)).all()
    together = collapse((choice, weight) for choice, weight in box)
    outcome = method.count(vote.opening.entries, together.items())
    voters = select(Turnout.participant_id).where(Turnout.vote_id == vote.id)
    entitled = select(func.count()).select_from(Participant).where(Participant.event_id == vote.event_id)
    frame = record.Frame(
        vote=vote.id,
        method=method.NAME,
        version=method.VERSION,
        most=vote.most,
        ties=method.TIES,
        entitlement=_entitlement(session, voters),
        entitled=session.scalar(entitled) or 0,
        turnout=session.scalar(select(func.count()).select_from(voters.subquery())) or 0,
        opened=clock.iso(vote.opening.at),
        closed=clock.iso(now),
        seals=[rules.seal(entry.salt, entry.text) for entry in vote.entries],
    )
    published = record.compose(frame, outcome, together)
    return VoteClosure(
        vote_id=vote.id,
        at=now,
        by_id=staff_id,
        entitlement=frame.entitlement,
        entitled=frame.entitled,
        turnout=frame.turnout,
        ballots=outcome.ballots,
        rule=frame.method,
        rule_version=frame.version,
        tie_rule=frame.ties,
        outcome=outcome.as_data(),
        record=published,
        record_sha256=record.sha256(published),
    )


def _shuffle(session: Session, vote_id: str) -> None:
    """Write both boxes anew: other ids, another order, in one transaction, hashes apart from ballots."""
    ballots = session.execute(
        select(Ballot.choice, Ballot.weight, Ballot.token_hash).where(Ballot.vote_id == vote_id)
    ).all()
    voters = list(session.scalars(select(Turnout.participant_id).where(Turnout.vote_id == vote_id)))
    session.execute(delete(Ballot).where(Ballot.vote_id == vote_id))
    session.execute(delete(Turnout).where(Turnout.vote_id == vote_id))
    new_ballots = [
        {"id": tokens.new_id(), "vote_id": vote_id, "token_hash": None, "choice": choice, "weight": weight}
        for choice, weight, _ in ballots
    ]
    lot = random.SystemRandom()
    lot.shuffle(new_ballots)
    lot.shuffle(voters)
    hashes = sorted(token_hash for _, _, token_hash in ballots if token_hash)
    if new_ballots:
        session.execute(insert(Ballot), new_ballots)
        session.execute(insert(Turnout), [{"vote_id": vote_id, "participant_id": person} for person in voters])
        session.execute(insert(Receipt), [{"vote_id": vote_id, "hash": value} for value in hashes])


def erase_words(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy the snapshots of contributions whose words are destroyed; the record keeps only their seals."""
    gone = VoteEntry.contribution_id.in_(contribution_ids)
    session.execute(update(VoteEntry).where(gone).values(text="", theme=None, salt=""))
