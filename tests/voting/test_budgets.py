"""Budgets: nothing is overspent, nobody pays more than they have, and examples small enough to follow by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.voting.counting import METHODS, equal_shares, greedy, shapes
from participation.voting.counting.outcome import Outcome
from participation.voting.counting.terms import Terms
from tests.voting.boxes import boxes, terms


def cost(outcome: Outcome, asked: Terms) -> int:
    return sum(asked.costs[entry - 1] for entry in outcome.winners)


@pytest.mark.parametrize("name", ["greedy", "equal-shares"])
@given(data=st.data())
def test_the_budget_is_never_overspent(name: str, data: st.DataObject) -> None:
    entries, ballots = data.draw(boxes(shapes.NAMES))
    asked = data.draw(terms(entries))
    outcome = METHODS[name].count(entries, ballots, asked)
    assert cost(outcome, asked) <= asked.budget
    left = [step["left"] for step in outcome.account if step["step"] == "funded"]
    assert left == sorted(left, reverse=True)
    assert all(outcome.totals[entry - 1] for entry in outcome.winners)


@given(data=st.data())
def test_greedy_leaves_nothing_out_that_would_still_fit(data: st.DataObject) -> None:
    entries, ballots = data.draw(boxes(shapes.NAMES))
    asked = data.draw(terms(entries))
    outcome = greedy.count(entries, ballots, asked)
    left = asked.budget - cost(outcome, asked)
    for entry, votes in enumerate(outcome.totals, start=1):
        assert entry in outcome.winners or not votes or asked.costs[entry - 1] > left


@given(data=st.data())
def test_payments_cover_the_cost_and_come_from_equal_shares(data: st.DataObject) -> None:
    entries, ballots = data.draw(boxes(shapes.NAMES))
    asked = data.draw(terms(entries))
    outcome = equal_shares.count(entries, ballots, asked)
    share = next((Fraction(step["share"]) for step in outcome.account if step["step"] == "share"), Fraction(0))
    for step in outcome.account:
        if step["step"] == "funded":
            payment = Fraction(step["payment"])
            assert payment <= share
            assert (step["count"] - step["paid_less"]) * payment <= step["cost"] <= step["count"] * payment


@given(data=st.data())
def test_a_group_that_agrees_gets_what_its_share_can_pay(data: st.DataObject) -> None:
    size, others = data.draw(st.integers(1, 9)), data.draw(st.integers(0, 9))
    price, budget = data.draw(st.integers(1, 100)), data.draw(st.integers(1, 200))
    outcome = equal_shares.count(2, [("1", size), ("2", others)], Terms(costs=(price, 10**6), budget=budget))
    if price * (size + others) <= budget * size:
        assert outcome.winners == (1,)


def test_greedy_passes_by_what_does_not_fit() -> None:
    outcome = greedy.count(3, [("1,2", 5), ("1,3", 4)], Terms(costs=(60, 50, 40), budget=100))
    assert outcome.winners == (1, 3)
    assert [step["step"] for step in outcome.account if "left" in step] == ["funded", "passed", "funded"]


def test_equal_shares_gives_a_minority_its_part_where_greedy_does_not() -> None:
    ballots, asked = [("1,2,3", 6), ("4", 3)], Terms(costs=(30, 30, 30, 30), budget=90)
    assert set(greedy.count(4, ballots, asked).winners) == {1, 2, 3}
    winners = equal_shares.count(4, ballots, asked).winners
    assert 4 in winners
    assert len(winners) == 3


def test_what_costs_nothing_is_funded_when_anybody_names_it() -> None:
    asked = Terms(costs=(0, 0, 5), budget=4)
    assert set(equal_shares.count(3, [("1,3", 2)], asked).winners) == {1}
    assert set(greedy.count(3, [("1,3", 2)], asked).winners) == {1}


def test_a_count_ends_although_the_last_that_fits_costs_a_fortune() -> None:
    told: list[tuple[int, int]] = []
    asked = Terms(costs=(10**9, 1), budget=10**9 + 1, progress=lambda done, of: told.append((done, of)))
    outcome = equal_shares.count(2, [("1", 1), ("2", 9)], asked)
    assert set(outcome.winners) == {1, 2}
    assert len(told) > equal_shares.DOUBLED_AFTER
    assert told[-1] == (1, asked.budget)


def test_the_unit_of_the_money_does_not_matter() -> None:
    ballots = [("1,2", 3), ("2,3", 4), ("3", 2)]
    crowns = equal_shares.count(3, ballots, Terms(costs=(30, 41, 52), budget=100))
    hundredths = equal_shares.count(3, ballots, Terms(costs=(3000, 4100, 5200), budget=10000, unit=100))
    assert crowns.winners == hundredths.winners
