"""Counting by approval: invariants for any ballots, and a real school's vote."""

from __future__ import annotations

import os
import random
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.config import ROOT
from participation.voting.counting import METHODS, approval
from participation.voting.counting.outcome import collapse, from_data

ENTRIES = st.integers(min_value=2, max_value=12)


@st.composite
def boxes(draw: st.DrawFn) -> tuple[int, list[tuple[str, int]]]:
    """A number of entries, and ballots over them as canonical choice and weight."""
    entries = draw(ENTRIES)
    choice = st.sets(st.integers(1, entries)).map(approval.canonical)
    return entries, draw(st.lists(st.tuples(choice, st.integers(1, 5)), max_size=60))


@given(boxes(), st.randoms())
def test_the_order_of_ballots_never_matters(box: tuple[int, list[tuple[str, int]]], lot: random.Random) -> None:
    entries, ballots = box
    mixed = list(ballots)
    lot.shuffle(mixed)
    assert approval.count(entries, mixed) == approval.count(entries, ballots)


@given(boxes())
def test_laying_identical_ballots_together_never_matters(box: tuple[int, list[tuple[str, int]]]) -> None:
    entries, ballots = box
    single = [(choice, 1) for choice, weight in ballots for _ in range(weight)]
    assert approval.count(entries, collapse(ballots).items()) == approval.count(entries, single)


@given(boxes(), st.randoms())
def test_the_order_of_entries_never_matters(box: tuple[int, list[tuple[str, int]]], lot: random.Random) -> None:
    entries, ballots = box
    new = list(range(1, entries + 1))
    lot.shuffle(new)
    renamed = [(approval.canonical([new[n - 1] for n in approval.numbers_of(c)]), w) for c, w in ballots]
    before, after = approval.count(entries, ballots), approval.count(entries, renamed)
    assert [before.totals[number] for number in range(entries)] == [after.totals[new[n] - 1] for n in range(entries)]
    for number in range(1, entries + 1):
        assert before.place_of(number).place == after.place_of(new[number - 1]).place
    assert {new[number - 1] for number in before.winners} == set(after.winners)


@given(boxes())
def test_every_entry_stands_once_in_the_ranking_and_ties_share_a_place(box: tuple[int, list[tuple[str, int]]]) -> None:
    entries, ballots = box
    outcome = approval.count(entries, ballots)
    ranked = [number for place in outcome.ranking for number in place.entries]
    assert sorted(ranked) == list(range(1, entries + 1))
    for above, below in pairwise(outcome.ranking):
        assert above.count > below.count
        assert below.place == above.place + len(above.entries)
    assert all(outcome.totals[n - 1] == place.count for place in outcome.ranking for n in place.entries)


@given(boxes())
def test_the_sums_agree_with_the_ballots(box: tuple[int, list[tuple[str, int]]]) -> None:
    entries, ballots = box
    outcome = approval.count(entries, ballots)
    assert outcome.ballots == sum(weight for _choice, weight in ballots)
    assert outcome.blank == sum(weight for choice, weight in ballots if not choice)
    assert sum(outcome.totals) == sum(weight * len(approval.numbers_of(choice)) for choice, weight in ballots)
    assert all(0 <= total <= outcome.ballots - outcome.blank for total in outcome.totals)


@given(boxes(), st.data())
def test_one_more_approval_never_hurts(box: tuple[int, list[tuple[str, int]]], data: st.DataObject) -> None:
    entries, ballots = box
    lucky = data.draw(st.integers(1, entries))
    before, after = approval.count(entries, ballots), approval.count(entries, [*ballots, (str(lucky), 1)])
    assert after.place_of(lucky).place <= before.place_of(lucky).place


@given(boxes())
def test_the_account_tells_the_same_as_the_totals(box: tuple[int, list[tuple[str, int]]]) -> None:
    entries, ballots = box
    outcome = approval.count(entries, ballots)
    named = {told["entry"]: told["count"] for told in outcome.account if told["step"] == "named"}
    assert named == dict(enumerate(outcome.totals, start=1))
    assert outcome.account[0] == {
        "step": "box",
        "ballots": outcome.ballots,
        "different": len({choice for choice, _weight in ballots}),
        "blank": outcome.blank,
    }
    ties = {tuple(told["entries"]) for told in outcome.account if told["step"] == "tie"}
    assert ties == {place.entries for place in outcome.ranking if len(place.entries) > 1}


@given(boxes())
def test_a_stored_outcome_reads_back_as_it_was(box: tuple[int, list[tuple[str, int]]]) -> None:
    outcome = approval.count(*box)
    assert from_data(outcome.as_data()).as_data() == outcome.as_data()


@given(st.sets(st.integers(1, 60)))
def test_a_choice_has_one_way_of_being_written(numbers: set[int]) -> None:
    written = approval.canonical(numbers)
    assert approval.numbers_of(written) == tuple(sorted(numbers))


def test_nobody_wins_when_nobody_chose() -> None:
    assert approval.count(3, []).winners == ()
    assert approval.count(3, [("", 7)]).winners == ()


def test_every_method_is_found_under_its_own_name() -> None:
    assert [method.NAME for method in METHODS.values()] == list(METHODS)


def test_a_hundred_thousand_ballots_are_counted_in_well_under_a_second() -> None:
    lot = random.Random(7)
    ballots = [(approval.canonical(lot.sample(range(1, 21), lot.randint(0, 3))), 1) for _ in range(100_000)]
    began = time.perf_counter()
    outcome = approval.count(20, ballots)
    assert outcome.ballots == 100_000
    assert time.perf_counter() - began < 2.0


# 2022 Central Falls High School Participatory Budgeting Vote: 356 ballots, up to three of eight projects.
# L. Gelauff and A. Goel, Participatory Budgeting Preferences Data Set, Stanford Digital Repository 2024, as published
# in Pabulib. Project numbers with the file's own `votes` column.
CENTRAL_FALLS = {2699: 189, 2698: 178, 2648: 142, 2649: 137, 2700: 120, 2650: 92, 2651: 73, 2647: 65}
CENTRAL_FALLS_BALLOTS = 356
CENTRAL_FALLS_FILE = "US_Stanford_Dataset_2022_Central_Falls_High_School_Participatory_Budgeting_Vote_vote_approvals.pb"


def central_falls() -> list[list[int]]:
    """The ballots of the file, each as project numbers; skips where the data are not."""
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
    path = folder / "elections" / CENTRAL_FALLS_FILE
    if not path.is_file():
        pytest.skip(f"the file of the Central Falls vote is not here: {CENTRAL_FALLS_FILE}")
    votes = path.read_text(encoding="utf-8").partition("VOTES\n")[2].splitlines()[1:]
    return [[int(number) for number in line.split(";")[1].split(",") if number] for line in votes]


def test_the_central_falls_vote_gives_the_published_totals() -> None:
    projects = list(CENTRAL_FALLS)
    ballots = [(approval.canonical([projects.index(p) + 1 for p in said]), 1) for said in central_falls()]
    outcome = approval.count(len(projects), ballots)
    assert dict(zip(projects, outcome.totals, strict=True)) == CENTRAL_FALLS
    assert outcome.ballots == CENTRAL_FALLS_BALLOTS
    assert [projects[number - 1] for number in outcome.winners] == [2699]


def test_the_central_falls_totals_rank_as_published() -> None:
    singles = [(str(place), count) for place, count in enumerate(CENTRAL_FALLS.values(), start=1)]
    outcome = approval.count(len(CENTRAL_FALLS), singles)
    assert [place.count for place in outcome.ranking] == sorted(CENTRAL_FALLS.values(), reverse=True)
