"""Typing paper ballots in, changing them and taking them out, while the vote is open."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.live import changed
from participation.voting import ballots, holding
from participation.voting.admission import queries as admission
from participation.voting.admission import rules as admission_rules
from participation.voting.models import Ballot, Vote
from participation.voting.paper import rules as paper_rules
from participation.voting.paper.models import PaperBallot


def type_in(
    event_id: str, vote_id: str, numbers: str | None, people: int, *, once: str, by_id: str, now: dt.datetime
) -> int:
    """Put a paper ballot into the box; returns the number to write on the paper. `numbers` None is a blank one.

    The same form sent again changes that ballot, so that it never counts twice.
    """
    token_hash = tokens.digest("paper", f"{vote_id}:{once}")
    with db.writing() as session:
        vote = holding.owned_open(session, event_id, vote_id)
        assert vote.opening is not None
        sent = None if numbers is None else paper_rules.keys(numbers, vote_id)
        choice = ballots.check(vote.paper, sent)
        said = {"choice": choice, "weight": admission_rules.weight(vote.entitlement, people)}
        mine = PaperBallot.token_hash == token_hash
        number = session.scalar(select(PaperBallot.number).where(PaperBallot.vote_id == vote_id, mine))
        if number is None:
            number = _next(session, vote)
            session.add(PaperBallot(vote_id=vote_id, number=number, token_hash=token_hash, at=now, by_id=by_id))
            session.add(Ballot(id=tokens.new_id(), vote_id=vote_id, token_hash=token_hash, **said))
        else:
            session.execute(update(Ballot).where(_ballot(vote_id, token_hash)).values(**said))
    changed(event_id)
    return number


def take_out(event_id: str, vote_id: str, number: int) -> None:
    """Take a paper ballot out again, by the number on it; the number becomes free when it was the last."""
    with db.writing() as session:
        holding.owned_open(session, event_id, vote_id)
        row = session.get(PaperBallot, (vote_id, number))
        if row is not None:
            session.execute(delete(Ballot).where(_ballot(vote_id, row.token_hash or "")))
            session.delete(row)
    changed(event_id)


def _next(session: Session, vote: Vote) -> int:
    """The next paper's number, when there may be another."""
    told = admission.account(vote)
    paper_rules.check_slips_left(vote.entitlement, told.printed, told.used, told.paper)
    return (session.scalar(select(func.max(PaperBallot.number)).where(PaperBallot.vote_id == vote.id)) or 0) + 1


def _ballot(vote_id: str, token_hash: str) -> ColumnElement[bool]:
    return (Ballot.vote_id == vote_id) & (Ballot.token_hash == token_hash)
