"""Ballots of every kind keep what approval's keep: no tie after closing, and what was acknowledged is counted."""

from __future__ import annotations

import itertools
import random

import pytest
from sqlalchemy import select, text

from participation import db
from participation.voting import scrubbing
from participation.voting.actions import cast_ballot
from participation.voting.models import Ballot, Receipt, Turnout
from tests.voting.hall import LATER, Hall, at_once, count
from tests.voting.test_methods_in_the_room import COSTS, finished, opened
from tests.voting.test_secrecy import files

MOST = 36
NUMBERS = range(1, 6)


def sets() -> list[tuple[int, ...]]:
    """Every set of the five entries, small ones first."""
    return [some for size in NUMBERS for some in itertools.combinations(NUMBERS, size)]


def affordable(some: tuple[int, ...]) -> bool:
    return sum(COSTS[number - 1] for number in some) <= 100


UNLIKE = {
    "irv": [[str(number) for number in order] for order in itertools.permutations(NUMBERS, 4)],
    "viewers": [[f"{number}:{int(number in some)}" for number in NUMBERS] for some in sets()],
    "majority-judgment": [[f"1:{one}", f"2:{two}"] for one in range(6) for two in range(6)],
    "dots": [[str(number) for number in some] for some in itertools.combinations_with_replacement(NUMBERS, 2)],
    "equal-shares": [[str(number) for number in some] for some in sets() if affordable(some)],
    "plurality": [[str(number)] for number in NUMBERS],
}
"""Ballots that all say something else; they are cast in an order that is nobody's alphabet."""
every_kind = pytest.mark.parametrize("method", list(UNLIKE))


def everybody_says_something_else(hall: Hall, method: str) -> dict[str, str]:
    """Everybody votes in the order of joining; what each participant's ballot says, by id."""
    opened(hall, method)
    said = {}
    known: set[str] = set()
    unlike = random.Random(6).sample(UNLIKE[method], min(MOST, len(UNLIKE[method])))
    for voter, parts in zip(hall.join(len(unlike)), unlike, strict=True):
        cast_ballot(hall.event_id, hall.vote_id, voter.id, voter.secret, [f"{hall.vote_id}.{part}" for part in parts])
        db.db.session.rollback()
        everything = set(db.db.session.scalars(select(Ballot.choice)))
        (said[voter.id],) = everything - known
        known = everything
    return said


@every_kind
def test_no_order_of_the_boxes_finds_how_somebody_voted(hall: Hall, method: str) -> None:
    said = everybody_says_something_else(hall, method)
    db.db.session.rollback()
    old = [value.encode() for value in db.db.session.scalars(select(Ballot.id))]
    finished(hall)
    assert scrubbing.scrub(hall.vote_id, LATER) is True
    for order in ("", "ORDER BY 1", *(("ORDER BY ctid", "ORDER BY xmin::text, ctid") if db.is_postgresql() else ())):
        people = list(db.db.session.execute(text(f"SELECT participant_id FROM turnout {order}")).scalars())
        choices = list(db.db.session.execute(text(f"SELECT choice FROM ballot {order}")).scalars())
        for guess in (zip(people, choices, strict=True), zip(said, choices, strict=True)):
            right = sum(said[person] == choice for person, choice in guess)
            assert right <= 9 or right <= len(said) // 2, order
    db.db.session.remove()
    if not db.is_postgresql():
        assert not [value for value in old if any(value in body for _path, body in files(hall))]


@every_kind
def test_closing_during_a_burst_counts_what_was_acknowledged_and_nobody_twice(hall: Hall, method: str) -> None:
    opened(hall, method)
    parts = [f"{hall.vote_id}.{part}" for part in UNLIKE[method][0]]
    voters = hall.join(30)
    attempts = [
        lambda voter=voter: cast_ballot(hall.event_id, hall.vote_id, voter.id, voter.secret, parts)
        for voter in [*voters, *voters[:10]]
    ]
    attempts.insert(12, hall.close)  # type: ignore[arg-type]
    fates = at_once(hall.app, attempts, workers=8)
    assert set(fates) <= {"accepted", "vote_closed"}
    acknowledged = {at if at < 12 else at - 1 for at, fate in enumerate(fates) if fate == "accepted" and at != 12}
    people = {([*voters, *voters[:10]])[at].id for at in acknowledged}
    closure = hall.vote.closure or finished(hall)
    assert closure.turnout == closure.ballots == len(people)
    assert (count(Ballot), count(Turnout), count(Receipt)) == (len(people),) * 3
