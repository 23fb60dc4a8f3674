"""Reads about who may vote: a vote's account, who waits to be let in, where one participant stands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from participation.db import db
from participation.events.participants import queries as participants
from participation.events.participants.models import Participant, Slip
from participation.voting.admission import rules
from participation.voting.admission.models import HeadCount, Presence
from participation.voting.admission.rules import Account
from participation.voting.models import Ballot, Vote
from participation.voting.paper.models import PaperBallot


@dataclass(frozen=True, slots=True)
class Door:
    """Where one participant stands before a ballot: let in or not, the number to show the leader, if they asked.

    `other`: the vote is for the young people, and they said to be here as something else.
    """

    is_in: bool
    number: int | None = None
    other: bool = False


def account(vote: Vote) -> Account:
    """Who could vote and who did: as it is now, or as it was at closing. One statement."""
    if vote.closure is not None:
        done = vote.closure
        return Account(**{**done.account, "entitled": done.entitled, "turnout": done.turnout, "people": done.ballots})
    if vote.counting is not None and vote.counting.account:
        return Account(**vote.counting.account)
    in_event = select(func.count()).where(Slip.event_id == vote.event_id)
    let_in = _of_vote(select(func.count()), vote.id, Presence.vote_id)
    ballots = _of_vote(select(func.count()), vote.id, Ballot.vote_id)
    newest = _of_vote(select(HeadCount.count), vote.id, HeadCount.vote_id).order_by(HeadCount.id.desc()).limit(1)
    wanted = {
        "joined": select(func.count()).where(Participant.event_id == vote.event_id),
        "turnout": ballots,
        "people": ballots.with_only_columns(func.coalesce(func.sum(Ballot.weight), 0)),
        "paper": _of_vote(select(func.count()), vote.id, PaperBallot.vote_id),
        "by_code": let_in.where(Presence.how == "code"),
        "by_hand": let_in.where(Presence.how == "hand"),
        "printed": in_event,
        "used": in_event.where(Slip.participant_id.is_not(None)),
        "counted": newest,
    }
    asked = select(*(question.scalar_subquery().label(name) for name, question in wanted.items()))
    numbers = dict(db.session.execute(asked).one()._mapping)
    return rules.account(vote.entitlement, numbers.pop("joined"), numbers)


def waiting(vote_id: str) -> list[int]:
    """The numbers of those who asked the leader and are not in yet."""
    wanted = select(Presence.number).where(Presence.vote_id == vote_id, Presence.how == "asked")
    return [number for number in db.session.scalars(wanted.order_by(Presence.number)) if number is not None]


def door(vote: Vote, participant_id: str | None) -> Door:
    """Where a participant stands in a vote (None: who just came). Slips are asked for when a ballot is cast."""
    if participant_id is None:
        return Door(is_in=vote.entitlement != "room")
    other = vote.for_young and participants.role_of(participant_id) not in {"", "young"}
    if vote.entitlement != "room":
        return Door(is_in=True, other=other)
    row = db.session.get(Presence, (vote.id, participant_id))
    return Door(is_in=row is not None and row.how != "asked", number=row.number if row else None, other=other)


def _of_vote(wanted: Select[int], vote_id: str, column: object) -> Select[int]:
    return wanted.where(column == vote_id)  # type: ignore[arg-type]
