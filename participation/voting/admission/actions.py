"""Letting people into a vote in the room, and writing down what the leader counted. Each is safe to send twice."""

from __future__ import annotations

import datetime as dt
import random

from flask import current_app
from sqlalchemy import select, text, update

from participation import db
from participation.live import changed
from participation.refusal import Refusal
from participation.voting import holding
from participation.voting.admission import rules
from participation.voting.admission.models import HeadCount, Presence

_LET_IN = text(
    "INSERT INTO presence (vote_id, participant_id, how) VALUES (:vote_id, :participant_id, 'code') "
    "ON CONFLICT (vote_id, participant_id) DO UPDATE SET how = 'code', number = NULL WHERE presence.how = 'asked'"
)


def enter_code(event_id: str, vote_id: str, participant_id: str, typed: str, now: dt.datetime) -> None:
    """Let in who wrote the code that the screen shows; it holds for this vote."""
    with db.writing_fast() as connection:
        standing = holding.shared(connection, event_id, vote_id, participant_id)
        _check_room(standing.entitlement)
        if not standing.proved:
            rules.check_code(typed, current_app.config["SECRET_KEY"], vote_id, now)
            connection.execute(_LET_IN, {"vote_id": vote_id, "participant_id": participant_id})
    changed(event_id)


def ask(event_id: str, vote_id: str, participant_id: str) -> None:
    """Ask the leader to be let in by hand: the phone gets a short number to show."""
    with db.writing() as session:
        vote = holding.owned_open(session, event_id, vote_id)
        _check_room(vote.entitlement)
        if session.get(Presence, (vote_id, participant_id)) is None:
            taken = session.scalars(select(Presence.number).where(Presence.vote_id == vote_id))
            number = random.SystemRandom().choice(rules.free_numbers({one for one in taken if one is not None}))
            session.add(Presence(vote_id=vote_id, participant_id=participant_id, how="asked", number=number))
    changed(event_id)


def let_in(event_id: str, vote_id: str, number: int) -> None:
    """A leader lets in who shows this number."""
    with db.writing() as session:
        holding.owned_open(session, event_id, vote_id)
        with_number = (Presence.vote_id == vote_id, Presence.number == number)
        if not session.execute(update(Presence).where(*with_number).values(how="hand")).rowcount:  # type: ignore[attr-defined]
            raise Refusal("unknown_number", field="number")
    changed(event_id)


def count_heads(event_id: str, vote_id: str, count: int, by_id: str, now: dt.datetime) -> None:
    """Write down what a leader counted; the same number again is the same count."""
    with db.writing() as session:
        holding.owned_open(session, event_id, vote_id)
        newest = select(HeadCount.count).where(HeadCount.vote_id == vote_id).order_by(HeadCount.id.desc()).limit(1)
        if session.scalar(newest) != count:
            session.add(HeadCount(vote_id=vote_id, count=count, at=now, by_id=by_id))
    changed(event_id)


def _check_room(entitlement: str) -> None:
    if entitlement != "room":
        raise Refusal("no_such_vote", status=404)
