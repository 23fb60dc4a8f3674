"""Other people's counting programs, and a second one of our own, say on random profiles what ours says."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyrankvote import Ballot, Candidate, instant_runoff_voting, single_transferable_vote

from participation.voting import recount
from participation.voting.counting import equal_shares, greedy, irv, shapes, stv
from participation.voting.counting.outcome import Outcome, collapse
from participation.voting.counting.terms import Terms
from tests.voting import naive
from tests.voting.boxes import boxes, rankings


def is_clear(outcome: Outcome) -> bool:
    """Whether nothing was tied on the way: programs differ in how they break ties."""
    steps = {step["step"] for step in outcome.account}
    return "broken" not in steps and all(len(place.entries) == 1 for place in outcome.ranking)


def elected(count: Any, entries: int, ballots: list[tuple[str, int]], **more: int) -> list[int]:
    people = [Candidate(str(entry)) for entry in range(1, entries + 1)]
    papers = [
        Ballot([people[entry - 1] for (entry,) in shapes.read_ranking(choice)])
        for choice, weight in ballots
        for _ in range(weight)
    ]
    return [int(winner.name) for winner in count(people, papers, **more).get_winners()]


profiles = st.integers(2, 6).flatmap(
    lambda entries: st.tuples(
        st.just(entries),
        st.lists(st.tuples(rankings(entries, ties=False), st.integers(1, 9)), min_size=3, max_size=15),
    )
)


@given(profiles)
def test_runoffs_without_ties_have_the_same_winner(profile: tuple[int, list[tuple[str, int]]]) -> None:
    entries, ballots = profile
    outcome = irv.count(entries, ballots)
    assume(is_clear(outcome) and outcome.winners)
    assert elected(instant_runoff_voting, entries, ballots) == list(outcome.winners)


def narrowest(outcome: Outcome) -> Fraction:
    """By how few votes anybody went out."""
    gaps, votes = [Fraction(1000)], {}
    for step in outcome.account:
        if step["step"] == "standing":
            votes = {entry: Fraction(count) for entry, count in step["counts"]}
        elif step["step"] == "out":
            gaps += [votes[entry] - votes[step["entry"]] for entry in votes if entry != step["entry"]]
    return min(gaps)


@settings(max_examples=40)
@given(st.integers(0, 2**32), st.integers(2, 3))
def test_transferable_votes_of_many_elect_the_same(seed: int, seats: int) -> None:
    """Their quota is not a whole number, and they lose parts of votes that are passed on twice: counts that are
    within some votes of each other differ."""
    lot = random.Random(seed)
    likes = [lot.random() + 0.2 for _ in range(6)]
    ballots = []
    for _ in range(800):
        order = sorted(range(1, 7), key=lambda entry: lot.random() ** (1 / likes[entry - 1]), reverse=True)
        ballots.append((shapes.write_ranking([entry] for entry in order[: lot.randint(3, 6)]), 1))
    outcome = stv.count(6, ballots, Terms(seats=seats))
    assume(is_clear(outcome) and narrowest(outcome) > 12)
    theirs = elected(single_transferable_vote, 6, ballots, number_of_seats=seats)
    assert set(theirs) == set(outcome.winners)


@settings(deadline=None)
@given(boxes(shapes.RANKING, most_entries=6, most_ballots=12), st.integers(1, 6), st.text("ab", max_size=2))
def test_transferable_votes_elect_whom_the_law_says_in_its_order(
    profile: tuple[int, list[tuple[str, int]]], seats: int, seed: str
) -> None:
    """With ties, lots, shared ranks and blank ballots."""
    entries, ballots = profile
    orders = [shapes.read_ranking(choice) for choice, weight in ballots for _ in range(weight)]
    ours = stv.count(entries, ballots, Terms(seats=seats, seed=seed)).winners
    assert list(ours) == naive.stv(orders, entries, seats, seed)


Budget = tuple[int, list[tuple[str, int]], Terms]


@st.composite
def budgets(draw: st.DrawFn) -> Budget:
    """Boxes with costs and money, small enough for fractions voter by voter; ties are frequent."""
    entries, ballots = draw(boxes(shapes.NAMES, most_entries=6, most_ballots=6))
    costs = draw(st.lists(st.integers(5, 60), min_size=entries, max_size=entries))
    return entries, ballots, Terms(costs=tuple(costs), budget=draw(st.integers(20, 150)), seed=draw(st.text("ab")))


def voters(ballots: list[tuple[str, int]]) -> list[set[int]]:
    return [set(shapes.read_names(choice)) for choice, weight in ballots for _ in range(weight)]


@settings(deadline=None)
@given(budgets())
def test_equal_shares_with_add1_fund_what_the_definition_says(profile: Budget) -> None:
    entries, ballots, asked = profile
    assume(ballots)
    ours = equal_shares.count(entries, ballots, asked).winners
    assert list(ours) == naive.add1(voters(ballots), asked.costs, asked.budget, asked.seed)


@settings(deadline=None)
@given(budgets())
def test_the_published_program_counts_equal_shares_alike(profile: Budget) -> None:
    entries, ballots, asked = profile
    assume(ballots)
    terms = {"costs": asked.costs, "budget": asked.budget, "seed": asked.seed}
    again = recount.equal_shares(terms, sorted(collapse(ballots).items()))
    assert again == list(equal_shares.count(entries, ballots, asked).winners)


@given(budgets())
def test_greedy_funds_what_the_definition_says(profile: Budget) -> None:
    entries, ballots, asked = profile
    ours = greedy.count(entries, ballots, asked).winners
    assert list(ours) == naive.greedy(voters(ballots), asked.costs, asked.budget, asked.seed)
