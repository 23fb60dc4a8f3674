"""Writing a vote's boxes anew at closing: other ids, another order, and nothing left that ties one to another."""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from participation import tokens
from participation.db import Model
from participation.voting.admission.models import Presence
from participation.voting.models import Ballot, Receipt, Turnout
from participation.voting.paper.models import PaperBallot


def mix(session: Session, vote_id: str) -> None:
    """Write ballots, turnout and presence anew, shuffled, and cut the hashes off the ballots.

    Hashes of devices become receipts. Those of paper go: no device could ask for them. Who asked and was not let in
    is forgotten.
    """
    ballots = session.execute(select(Ballot.choice, Ballot.weight).where(Ballot.vote_id == vote_id)).all()
    hashes = receipts(session, vote_id)
    typed = session.execute(_of(PaperBallot, vote_id)).mappings().all()
    _rewrite(
        session,
        Ballot,
        vote_id,
        [
            {"id": tokens.new_id(), "vote_id": vote_id, "token_hash": None, "choice": choice, "weight": weight}
            for choice, weight in ballots
        ],
    )
    voters = session.execute(_of(Turnout, vote_id)).mappings().all()
    _rewrite(session, Turnout, vote_id, [{**row} for row in voters])
    let_in = session.execute(_of(Presence, vote_id).where(Presence.how != "asked")).mappings().all()
    _rewrite(session, Presence, vote_id, [{**row, "number": None} for row in let_in])
    _rewrite(session, PaperBallot, vote_id, [{**row, "token_hash": None} for row in typed])
    if hashes:
        session.execute(insert(Receipt), [{"vote_id": vote_id, "hash": value} for value in hashes])


def receipts(session: Session, vote_id: str) -> list[str]:
    """The sorted hashes of the devices' ballots of an open vote, as they become receipts."""
    on_paper = select(PaperBallot.token_hash).where(PaperBallot.vote_id == vote_id, PaperBallot.token_hash.is_not(None))
    wanted = select(Ballot.token_hash).where(Ballot.vote_id == vote_id, Ballot.token_hash.not_in(on_paper))
    return sorted(value for value in session.scalars(wanted) if value)


def _of(box: type[Model], vote_id: str) -> Any:
    """A box's rows of one vote, as plain values."""
    return select(*box.__table__.columns).where(box.__table__.c.vote_id == vote_id)


def _rewrite(session: Session, box: type[Model], vote_id: str, rows: list[dict[str, Any]]) -> None:
    """Replace a box's rows of one vote by `rows`, in an order drawn by lot."""
    random.SystemRandom().shuffle(rows)
    session.execute(delete(box).where(box.__table__.c.vote_id == vote_id))
    if rows:
        session.execute(insert(box), rows)
