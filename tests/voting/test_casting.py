"""Casting and changing ballots, on both databases."""

from __future__ import annotations

import pytest

from participation.refusal import Refusal
from participation.voting import actions
from participation.voting.models import Ballot, Turnout
from participation.voting.rules import entry_key
from tests.voting.hall import NOW, Hall, Voter, choices, count, refusal_of
from tests.voting.hall import hall as build


def test_a_ballot_cast_twice_is_a_change_not_two(hall: Hall) -> None:
    hall.open()
    (alva,) = hall.join(1)
    hall.cast(alva, [3, 1])
    hall.cast(alva, [2])
    hall.cast(alva, [2])
    assert choices(hall) == ["2"]
    assert count(Turnout) == 1


def test_taking_everything_back_is_a_blank_ballot_that_counts_as_turnout(hall: Hall) -> None:
    hall.open()
    (alva,) = hall.join(1)
    hall.cast(alva, [1])
    hall.cast(alva, None)
    assert choices(hall) == [""]
    hall.close()
    assert hall.vote.closure is not None
    assert (hall.vote.closure.turnout, hall.vote.closure.outcome["blank"]) == (1, 1)


def test_who_voted_on_another_device_is_told_so(hall: Hall) -> None:
    hall.open()
    (alva,) = hall.join(1)
    hall.cast(alva, [1])
    assert refusal_of(lambda: hall.cast(Voter(alva.id, "another device"), [2])) == "voted_elsewhere"
    assert choices(hall) == ["1"]


def test_one_device_cannot_cast_for_two_participants(hall: Hall) -> None:
    hall.open()
    alva, bilal = hall.join(2)
    hall.cast(alva, [1])
    assert refusal_of(lambda: hall.cast(Voter(bilal.id, alva.secret), [2])) == "voted_elsewhere"
    assert (choices(hall), count(Turnout)) == (["1"], 1)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ([], "nothing_chosen"),
        (["{vote}.1", "{vote}.1"], "chosen_twice"),
        (["{vote}.1", "{vote}.2", "{vote}.3", "{vote}.4"], "too_many_chosen"),
        (["{vote}.6"], "not_on_the_ballot"),
        (["{vote}.0"], "not_on_the_ballot"),
        (["{vote}.01"], "not_on_the_ballot"),
        (["{vote}.-1"], "not_on_the_ballot"),
        (["{vote}.²"], "not_on_the_ballot"),
        (["{vote}."], "not_on_the_ballot"),
        (["1"], "not_on_the_ballot"),
        (["another-vote-id!.1"], "not_on_the_ballot"),
        (["{vote}.1'; DROP TABLE ballot; --"], "not_on_the_ballot"),
        (["<b>" * 500], "not_on_the_ballot"),
    ],
)
def test_a_bad_choice_is_refused_and_leaves_no_trace(hall: Hall, sent: list[str], code: str) -> None:
    hall.open(entries=5, most=3)
    (cleo,) = hall.join(1)
    keys = [key.replace("{vote}", hall.vote_id) for key in sent]
    attempt = lambda: actions.cast_ballot(hall.event_id, hall.vote_id, cleo.id, cleo.secret, keys)  # noqa: E731
    assert refusal_of(attempt) == code
    assert (count(Ballot), count(Turnout)) == (0, 0)


def test_a_vote_of_another_event_cannot_be_reached(hall: Hall) -> None:
    hall.open()
    other = build(hall.app)
    (stranger,) = other.join(1)
    keys = [entry_key(hall.vote_id, 1)]
    attempts = [
        lambda: actions.cast_ballot(other.event_id, hall.vote_id, stranger.id, stranger.secret, keys),
        lambda: actions.open_vote(other.event_id, hall.vote_id, other.leader_id, NOW),
        lambda: actions.close_vote(other.event_id, hall.vote_id, other.leader_id, NOW),
        lambda: actions.close_vote(hall.event_id, "unknown", hall.leader_id, NOW),
    ]
    assert [refusal_of(attempt) for attempt in attempts] == ["no_such_vote"] * 4


def test_a_refused_cast_rolls_back_what_it_had_written(hall: Hall) -> None:
    hall.open()
    (alva,) = hall.join(1)
    with pytest.raises(Refusal, match="too_many_chosen"):
        hall.cast(alva, [1, 2, 3, 4])
    hall.cast(alva, [1, 2, 3])
    assert choices(hall) == ["1,2,3"]
