"""Other people's counting programs, on random profiles, say what ours says."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyrankvote import Ballot, Candidate, instant_runoff_voting, single_transferable_vote

from participation.voting.counting import equal_shares, greedy, irv, shapes, stv
from participation.voting.counting.outcome import Outcome
from participation.voting.counting.terms import Terms
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
    """Their quota is not a whole number, and they round when a vote is passed on twice: nearly tied counts differ."""
    lot = random.Random(seed)
    likes = [lot.random() + 0.2 for _ in range(6)]
    ballots = []
    for _ in range(800):
        order = sorted(range(1, 7), key=lambda entry: lot.random() ** (1 / likes[entry - 1]), reverse=True)
        ballots.append((shapes.write_ranking([entry] for entry in order[: lot.randint(3, 6)]), 1))
    outcome = stv.count(6, ballots, Terms(seats=seats))
    assume(is_clear(outcome) and narrowest(outcome) > 8)
    theirs = elected(single_transferable_vote, 6, ballots, number_of_seats=seats)
    assert set(theirs) == set(outcome.winners)


@pytest.fixture(scope="module")
def pabutools() -> Any:
    """Only where it was installed by hand: it brings a proprietary solver and 160 MB with it."""
    return pytest.importorskip("pabutools.rules", reason="pabutools is not installed (see docs/decisions/0050)")


def profile_of(entries: int, ballots: list[tuple[str, int]], asked: Terms) -> tuple[Any, Any]:
    from pabutools import election

    projects = [election.Project(f"{entry:03}", cost) for entry, cost in enumerate(asked.costs, start=1)]
    papers = [
        election.ApprovalBallot([projects[entry - 1] for entry in shapes.read_names(choice)])
        for choice, weight in ballots
        for _ in range(weight)
    ]
    return election.Instance(projects, budget_limit=asked.budget), election.ApprovalProfile(papers)


@st.composite
def budgets(draw: st.DrawFn) -> tuple[int, list[tuple[str, int]], Terms]:
    """Boxes with costs that all differ, so that ties are rare."""
    entries, ballots = draw(boxes(shapes.NAMES, most_entries=7, most_ballots=12))
    costs = draw(st.lists(st.integers(5, 60), min_size=entries, max_size=entries, unique=True))
    return entries, ballots, Terms(costs=tuple(costs), budget=draw(st.integers(20, 150)))


@settings(deadline=None)
@given(budgets())
def test_equal_shares_with_add1_funds_the_same(
    pabutools: Any, profile: tuple[int, list[tuple[str, int]], Terms]
) -> None:
    from pabutools.election import Cost_Sat
    from pabutools.tiebreaking import min_cost_tie_breaking

    entries, ballots, asked = profile
    assume(ballots)
    outcome = equal_shares.count(entries, ballots, asked)
    assume(not any(step["step"] == "broken" for step in outcome.account))
    instance, people = profile_of(entries, ballots, asked)
    theirs = pabutools.exhaustion_by_budget_increase(
        instance,
        people,
        pabutools.method_of_equal_shares,
        {"sat_class": Cost_Sat, "tie_breaking": min_cost_tie_breaking},
        budget_step=people.num_ballots(),
    )
    assert {int(project.name) for project in theirs} == set(outcome.winners)


@settings(deadline=None)
@given(budgets())
def test_greedy_funds_the_same(pabutools: Any, profile: tuple[int, list[tuple[str, int]], Terms]) -> None:
    from pabutools.election import Cost_Sat

    entries, ballots, asked = profile
    outcome = greedy.count(entries, ballots, asked)
    assume(len(set(outcome.totals)) == entries)
    instance, people = profile_of(entries, ballots, asked)
    theirs = pabutools.greedy_utilitarian_welfare(instance, people, sat_class=Cost_Sat)
    wanted = {int(project.name) for project in theirs if outcome.totals[int(project.name) - 1]}
    assert wanted == set(outcome.winners)
