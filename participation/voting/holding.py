"""Holding a vote as it is while something is written that rests on it: ballots, who is let in, closing.

On SQLite writing transactions come one after another. On PostgreSQL a lock sees to it, in a statement of its own: a
statement that waits goes on with the picture it took before waiting, in which the vote was still open.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from participation import db
from participation.events.models import EventEnding
from participation.events.rules import check_running
from participation.refusal import Refusal
from participation.voting import rules
from participation.voting.ballots import Paper
from participation.voting.models import Vote

_STATE = text(
    "SELECT v.method, v.most, v.budget, o.entries, n.vote_id, c.vote_id, e.kind, v.entitlement, CASE v.entitlement "
    "WHEN 'slips' THEN EXISTS (SELECT 1 FROM slip WHERE slip.participant_id = :participant_id) "
    "WHEN 'room' THEN EXISTS (SELECT 1 FROM presence p WHERE p.vote_id = v.id "
    "AND p.participant_id = :participant_id AND p.how <> 'asked') ELSE TRUE END, "
    "v.for_young AND EXISTS (SELECT 1 FROM participant_role r WHERE r.participant_id = :participant_id "
    "AND r.role <> 'young') FROM vote v "
    "LEFT JOIN vote_opening o ON o.vote_id = v.id LEFT JOIN vote_counting n ON n.vote_id = v.id "
    "LEFT JOIN vote_closure c ON c.vote_id = v.id "
    "LEFT JOIN event_ending e ON e.event_id = v.event_id WHERE v.id = :vote_id AND v.event_id = :event_id"
)
_COSTS = text("SELECT cost FROM vote_entry WHERE vote_id = :vote_id ORDER BY number")
_SHARE = text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:vote_id, 0))")
_OWN = text("SELECT pg_advisory_xact_lock(hashtextextended(:vote_id, 0))")
"""PostgreSQL's advisory locks are queued for in order. Row locks are not: with FOR SHARE a burst of ballots kept
letting each other in, and a leader who wanted to close waited until it was over."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an open vote is held, and where one participant stands in it."""

    paper: Paper
    entitlement: str
    proved: bool
    """Whether the participant has proved what the entitlement asks for."""
    other: bool
    """Whether the vote is for the young people, and the participant said to be here as something else."""


def shared(connection: Connection, event_id: str, vote_id: str, participant_id: str) -> Standing:
    """Hold a vote together with others who cast in it: it is open, and stays so until this transaction ends."""
    if db.is_postgresql():
        connection.execute(_SHARE, {"vote_id": vote_id})
    asked = {"vote_id": vote_id, "event_id": event_id, "participant_id": participant_id}
    found = connection.execute(_STATE, asked).one_or_none()
    if found is None:
        raise Refusal("no_such_vote", status=404)
    method, most, budget, entries, counting, closed, ending, entitlement, proved, other = found
    check_running(ending)
    state = rules.state_of(opened=entries is not None, closed=closed is not None, counting=counting is not None)
    rules.check_open(state)
    costs = tuple(connection.execute(_COSTS, asked).scalars()) if budget else ()
    return Standing(Paper(vote_id, method, entries, most, costs, budget), entitlement, bool(proved), bool(other))


def owned(session: Session, event_id: str, vote_id: str) -> Vote:
    """The vote as it is now, held so that nobody casts in it or changes it until this transaction ends."""
    if db.is_postgresql():
        session.execute(_OWN, {"vote_id": vote_id})
    vote = session.get(Vote, vote_id, populate_existing=True)
    if vote is None or vote.event_id != event_id:
        raise Refusal("no_such_vote", status=404)
    return vote


def owned_open(session: Session, event_id: str, vote_id: str) -> Vote:
    """The same, when it is open in an event that goes on; refused otherwise."""
    vote = owned(session, event_id, vote_id)
    check_running(session.scalar(select(EventEnding.kind).where(EventEnding.event_id == event_id)))
    rules.check_open(vote.state)
    return vote
