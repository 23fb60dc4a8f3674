"""Ballot papers of every method: what may be sent, what is refused, and what a tap does to a paper being filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.refusal import Refusal
from participation.voting import ballots
from participation.voting.ballots import Filling, Paper
from participation.voting.rules import entry_key

COSTS = (60, 50, 40)


def paper(method: str, most: int = 3) -> Paper:
    return Paper("v", method, 3, most, COSTS, 100)


def said(*parts: str) -> list[str]:
    return [f"v.{part}" for part in parts]


@pytest.mark.parametrize(
    ("method", "parts", "choice"),
    [
        ("approval", ["3", "1"], "1,3"),
        ("equal-shares", ["2", "3"], "2,3"),
        ("greedy", ["1", "3"], "1,3"),
        ("irv", ["3", "1"], "3,1"),
        ("stv", ["2"], "2"),
        ("schulze", ["3", "2", "1"], "3,2,1"),
        ("dots", ["1:2", "3:1"], "1:2,3:1"),
        ("dots", ["1", "1", "3"], "1:2,3:1"),
        ("majority-judgment", ["1:5", "2:0"], "1:5,2:0"),
        ("score", ["3:4"], "3:4"),
    ],
)
def test_a_ballot_is_written_in_the_shape_of_its_method(method: str, parts: list[str], choice: str) -> None:
    assert ballots.check(paper(method), said(*parts)) == choice
    assert ballots.check(paper(method), ballots.parts(paper(method), choice)) == choice
    assert ballots.check(paper(method), None) == ""


@pytest.mark.parametrize(
    ("method", "parts", "code"),
    [
        ("approval", [], "nothing_chosen"),
        ("approval", ["1", "1"], "chosen_twice"),
        ("approval", ["4"], "not_on_the_ballot"),
        ("approval", ["01"], "not_on_the_ballot"),
        ("approval", ["٣"], "not_on_the_ballot"),
        ("greedy", ["1", "2"], "over_budget"),
        ("equal-shares", ["1", "2", "3"], "over_budget"),
        ("irv", ["1", "2", "1"], "chosen_twice"),
        ("dots", ["1:3"], "too_many_on_one"),
        ("dots", ["1:2", "2:2"], "too_many_dots"),
        ("dots", ["1:0"], "nothing_chosen"),
        ("dots", ["1:999"], "not_on_the_ballot"),
        ("dots", ["1:-1"], "not_on_the_ballot"),
        ("majority-judgment", ["1:6"], "grade_missing"),
        ("majority-judgment", ["1"], "grade_missing"),
        ("score", ["1:x"], "not_on_the_ballot"),
    ],
)
def test_a_ballot_that_cannot_be_is_refused(method: str, parts: list[str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        ballots.check(paper(method), said(*parts))
    assert refused.value.code == code


def test_too_many_choices_and_another_votes_entries_are_refused() -> None:
    for sent, code in ((said("1", "2"), "too_many_chosen"), (["w.1"], "not_on_the_ballot")):
        with pytest.raises(Refusal) as refused:
            ballots.check(paper("approval", most=1), sent)
        assert refused.value.code == code


def tap(method: str, *taps: str) -> Filling:
    filled = Filling({})
    for one in taps:
        filled = ballots.tapped(paper(method), filled, one)
    return filled


def test_an_order_is_made_by_tapping_and_changed_by_moving() -> None:
    assert tap("irv", "add:3", "add:1", "add:2").order == [3, 1, 2]
    assert tap("irv", "add:3", "add:1", "add:2", "up:2").order == [3, 2, 1]
    assert tap("irv", "add:3", "add:1", "down:3").order == [1, 3]
    assert tap("irv", "add:3", "add:1", "up:3", "down:1").order == [3, 1]
    assert tap("irv", "add:3", "add:1", "out:3", "add:1").order == [1]


def test_a_basket_says_what_it_costs() -> None:
    assert tap("greedy", "add:1", "add:3").cost(paper("greedy")) == 100
    assert tap("greedy", "add:1", "add:3", "out:1").cost(paper("greedy")) == 40


def test_dots_stop_where_there_are_no_more() -> None:
    assert tap("dots", "more:1", "more:1", "more:1").points == {1: 2}
    assert tap("dots", "more:1", "more:1", "more:2", "more:2").points == {1: 2, 2: 1}
    assert tap("dots", "more:1", "less:1", "less:1").points == {}


@given(st.lists(st.text(max_size=9) | st.from_regex(r"(add|out|up|down|more|less):[0-4]", fullmatch=True), max_size=12))
def test_whatever_is_tapped_the_paper_stays_a_ballot(taps: list[str]) -> None:
    for method in ("irv", "dots"):
        filled = tap(method, *taps)
        assert set(filled.points) <= {1, 2, 3}
        if method == "dots":
            assert filled.dots <= 3
        elif filled.points:
            assert ballots.check(paper(method), [entry_key("v", number) for number in filled.order])


@given(st.lists(st.text(max_size=8), max_size=9))
def test_what_does_not_belong_to_a_paper_is_left_out(sent: list[str]) -> None:
    assert set(ballots.filling(paper("irv"), [*sent, "v.2"]).points) <= {1, 2, 3}
