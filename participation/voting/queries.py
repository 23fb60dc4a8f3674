"""Reads of votes, shaped for pages; each answers with the same number of queries at two entries and at sixty."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from participation.db import db
from participation.events.activities import Placing
from participation.events.models import Event, Step
from participation.voting import ballots, mixing, record, rules
from participation.voting.admission import queries as admission
from participation.voting.admission.models import Presence
from participation.voting.counting import METHODS, shapes, ties
from participation.voting.counting.outcome import Amount, Outcome, collapse, from_data
from participation.voting.counting.terms import Terms, silent
from participation.voting.models import (
    Ballot,
    Receipt,
    Turnout,
    Vote,
    VoteClosure,
    VoteCounting,
    VoteEntry,
    VoteOpening,
    VoteScrubbing,
)
from participation.voting.paper.models import PaperBallot
from participation.voting.rules import State, Telling


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a result, best first: of a vote, or of a file.

    `share` of those who voted is from 0 to 1; `tied` shares its place; `viewers` is how many saw it, where that is
    counted, and `named` how many of them like it."""

    entry: Any
    place: int
    count: Amount
    share: float
    first: bool
    tied: bool
    named: int = 0
    viewers: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A count as pages draw it."""

    rows: tuple[Row, ...]
    outcome: Outcome
    telling: Telling


@dataclass(frozen=True, slots=True)
class Mine:
    """What this device knows of its own ballot. `choice` is what it sent; None when it has no ballot here. `people`:
    for how many it counts."""

    voted: bool
    choice: tuple[str, ...] | None
    people: int = 1


NOT_VOTED = Mine(voted=False, choice=None)
"""Of somebody who is not known."""


def vote(vote_id: str) -> Vote | None:
    """A vote with its entries, opening and closing."""
    return db.session.get(Vote, vote_id)


def of_event(event_id: str, vote_id: str) -> Vote | None:
    """A vote, when it is one of this event."""
    found = vote(vote_id)
    return found if found is not None and found.event_id == event_id else None


def of_step(step_id: str) -> Vote | None:
    """The vote that a step prepared, if it has."""
    return db.session.scalar(select(Vote).where(Vote.step_id == step_id))


def state_of_step(step_id: str) -> State:
    """Where the vote of a step is, in one small query."""
    wanted = (
        select(VoteOpening.vote_id, VoteCounting.vote_id, VoteClosure.vote_id)
        .join(Vote, Vote.id == VoteOpening.vote_id)
        .outerjoin(VoteCounting, VoteCounting.vote_id == VoteOpening.vote_id)
        .outerjoin(VoteClosure, VoteClosure.vote_id == VoteOpening.vote_id)
        .where(Vote.step_id == step_id)
    )
    opened, counting, closed = db.session.execute(wanted).one_or_none() or (None, None, None)
    return rules.state_of(opened=opened is not None, closed=closed is not None, counting=counting is not None)


def step(event: Event, step_id: str) -> Step | None:
    """A step of this event in which people vote."""
    return next((step for step in event.steps if step.id == step_id and step.kind == "vote"), None)


def where(vote: Vote) -> tuple[Step, Event]:
    """The step and the event of a vote."""
    found = db.session.execute(
        select(Step, Event).join(Event, Event.id == Step.event_id).where(Step.id == vote.step_id)
    ).one()
    return found[0], found[1]


def mine(vote: Vote, participant_id: str, secret: str) -> Mine:
    """Whether this participant has voted, and what this device's ballot says."""
    voted = select(Turnout.participant_id).where(Turnout.vote_id == vote.id, Turnout.participant_id == participant_id)
    own = select(Ballot.choice).where(Ballot.vote_id == vote.id, Ballot.token_hash == rules.token_hash(secret, vote.id))
    asked = voted, own, own.with_only_columns(Ballot.weight)
    has_voted, choice, people = db.session.execute(select(*(one.scalar_subquery() for one in asked))).one()
    if choice is None:
        return Mine(has_voted is not None, None)
    return Mine(has_voted is not None, ballots.parts(vote.paper, choice), people)


def is_counted(vote: Vote, secret: str) -> bool:
    """Whether this device's ballot is in the set of those that were counted."""
    return db.session.get(Receipt, (vote.id, rules.token_hash(secret, vote.id))) is not None


def receipts(vote_id: str) -> Sequence[str]:
    """The sorted hashes of every ballot's token that was counted."""
    return db.session.scalars(select(Receipt.hash).where(Receipt.vote_id == vote_id).order_by(Receipt.hash)).all()


def is_scrubbed(vote_id: str) -> bool:
    """Whether the traces of casting are gone from the database's files."""
    return db.session.get(VoteScrubbing, vote_id) is not None


def result(vote: Vote) -> Result | None:
    """The count as far as it may be shown: after closing; before only when that was announced."""
    if vote.closure is not None:
        return drawn(vote.entries, vote.method, from_data(vote.closure.outcome), vote.closure.turnout)
    if vote.announced_live and vote.state is State.OPEN:
        return drawn(vote.entries, vote.method, recount(vote), _count(Ballot, vote.id))
    return None


def ballots_together(vote: Vote) -> Counter[str]:
    """The stored ballots, identical ones together."""
    wanted = select(Ballot.choice, func.sum(Ballot.weight)).where(Ballot.vote_id == vote.id).group_by(Ballot.choice)
    return collapse((choice, int(weight)) for choice, weight in db.session.execute(wanted))


def recount(vote: Vote) -> Outcome:
    """Count the stored ballots, whatever was published."""
    counted = terms(vote, receipts(vote.id))
    return METHODS[vote.method].count(len(vote.entries), ballots_together(vote).items(), counted)


@dataclass(frozen=True, slots=True)
class Tally:
    """A count with what it was made from."""

    together: Counter[str]
    terms: Terms
    outcome: Outcome


def tally(vote: Vote, progress: Callable[[int, int], None] = silent) -> Tally:
    """Count a vote that is being closed: its receipts are still on the ballots."""
    together = ballots_together(vote)
    counted = replace(terms(vote, mixing.receipts(db.session(), vote.id)), progress=progress)
    return Tally(together, counted, METHODS[vote.method].count(len(vote.entries), together.items(), counted))


def terms(vote: Vote, hashes: Sequence[str]) -> Terms:
    """The terms of a vote's count. Lots are drawn from its id and the sorted receipts, which nobody knows before."""
    seed = hashlib.sha256("\n".join([vote.id, *hashes]).encode()).hexdigest()
    return Terms(seats=vote.seats, seed=seed, costs=vote.paper.costs, budget=vote.budget)


def published_terms(vote: Vote, counted: Terms) -> dict[str, Any]:
    """What the record says of the terms, as far as the method has them."""
    said: dict[str, Any] = {}
    if vote.method == "stv":
        said["seats"] = counted.seats
    if vote.budget:
        said |= {"budget": counted.budget, "costs": list(counted.costs)}
    if METHODS[vote.method].TIES in ties.WITH_LOTS:
        said["seed"] = counted.seed
    return said


def ballot_file(vote: Vote) -> bool:
    """Whether a vote's single ballots are published."""
    closure = vote.closure
    return closure is not None and rules.ballot_file_is_safe(
        vote.method, len(vote.entries), vote.entitlement, closure.turnout
    )


def recount_differences(vote: Vote) -> list[str]:
    """What a new count and a new look into the boxes find different from what was published; empty when nothing."""
    assert vote.closure is not None
    closure = vote.closure
    found = record.differences(closure.outcome, closure.record, closure.record_sha256, recount(vote))
    account = admission.account(vote)
    on_devices = account.turnout - account.paper
    seen = {
        "voters": _count(Turnout, vote.id),
        "ballots": _count(Ballot, vote.id),
        "paper ballots": _count(PaperBallot, vote.id),
        "people let in": _count(Presence, vote.id),
    }
    said = {
        "voters": on_devices,
        "ballots": account.turnout,
        "paper ballots": account.paper,
        "people let in": account.by_code + account.by_hand,
    }
    found += [f"there are not as many {what} as published" for what, count in said.items() if seen[what] != count]
    hashes = receipts(vote.id)
    if len(hashes) != on_devices:
        found.append("there are not as many receipts as voters")
    told = json.loads(closure.record)
    if told.get("receipts", seed := terms(vote, hashes).seed) != seed:
        found.append("the receipts are not those that were counted")
    if (told["entitlement"], told["account"]) != (closure.entitlement, account.as_data()):
        found.append("the account of who could vote is not the published one")
    sealed = [(entry, seal) for entry, seal in zip(vote.entries, told["entries"], strict=False) if entry.salt]
    changed = [entry.number for entry, seal in sealed if rules.seal(entry.salt, entry.text) != seal]
    return found + [f"entry {number} has other words than were voted on" for number in changed]


def _count(box: type[Turnout | Ballot | PaperBallot | Presence], vote_id: str) -> int:
    return db.session.scalar(select(func.count()).select_from(box).where(box.vote_id == vote_id)) or 0


def placings(contribution_ids: Sequence[str], address: Callable[[str], str]) -> dict[str, Placing]:
    """How contributions fared in the last closed vote that they stood in. `address` gives a vote's page."""
    wanted = (
        select(VoteEntry.contribution_id, VoteEntry.number, Step.title, VoteClosure)
        .join(Vote, Vote.id == VoteEntry.vote_id)
        .join(Step, Step.id == Vote.step_id)
        .join(VoteClosure, VoteClosure.vote_id == Vote.id)
        .where(VoteEntry.contribution_id.in_(contribution_ids))
        .order_by(VoteClosure.at)
    )
    found = {}
    for contribution_id, number, title, closure in db.session.execute(wanted):
        outcome = from_data(closure.outcome)
        found[contribution_id] = Placing(
            step_title=title,
            at=closure.at,
            place=outcome.place_of(number).place,
            of=len(outcome.totals),
            count=int(outcome.totals[number - 1]) if METHODS[closure.rule].SHAPE == shapes.NAMES else None,
            voters=closure.ballots,
            address=address(closure.vote_id),
        )
    return found


def drawn(entries: Sequence[Any], method: str, outcome: Outcome, cast: int) -> Result:
    """A count as pages draw it, of so many ballots that were `cast`. Bars are drawn of the most that there can be."""
    of = {shapes.NAMES: outcome.ballots, shapes.SEEN: 1, **dict.fromkeys(ballots.AVERAGED, ballots.HIGHEST)}
    whole = of.get(method) or of.get(METHODS[method].SHAPE) or max(outcome.totals)
    seen = {step["entry"]: (step["count"], step["viewers"]) for step in outcome.account if step["step"] == "seen"}
    rows = tuple(
        Row(
            entry=entries[number - 1],
            place=place.place,
            count=place.count,
            share=float(place.count / whole) if whole else 0.0,
            first=number in outcome.winners,
            tied=len(place.entries) > 1,
            named=seen.get(number, (0, None))[0],
            viewers=seen.get(number, (0, None))[1],
        )
        for place in outcome.ranking
        for number in place.entries
    )
    box = next(step for step in outcome.account if step["step"] == "box")
    few = min((row.viewers for row in rows if row.viewers), default=cast)
    return Result(rows, outcome, rules.telling(min(cast, few), box["different"]))
