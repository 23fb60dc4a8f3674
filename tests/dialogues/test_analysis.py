"""The mathematics of a conversation: against a published result, and what must hold of any."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.dialogues import exported
from participation.dialogues.analysis.findings import analyse
from participation.dialogues.analysis.measures import group_aware_consensus, representativeness, smoothed, typical
from participation.dialogues.analysis.opinion import Plane, opinions, silhouette
from participation.dialogues.analysis.votes import AGREE, DISAGREE, PASS, UNSEEN, Conversation, Tally, conversation
from tests.dialogues.published import LONDON, ORACLE, mathematics, needs_data

EXACT = pytest.approx


def tally(*votes: tuple[int, int, int]) -> Tally:
    """Statements by how many agreed, disagreed and passed."""
    return Tally(*(np.array(column) for column in zip(*votes, strict=True)))


def crowd(people: int, statements: int, camps: int, *, seed: int = 1) -> tuple[Conversation, np.ndarray]:
    """People in camps that each lean their own way on every statement, and who is in which camp."""
    chance = np.random.default_rng(seed)
    camp = np.arange(people) % camps
    leaning = chance.choice([-0.9, 0.9], (camps, statements))
    votes = np.clip(np.round(leaning[camp] + chance.normal(0, 0.5, (people, statements))), -1, 1).astype(np.int8)
    votes[chance.random((people, statements)) < 0.3] = UNSEEN
    return Conversation(tuple(map(str, range(statements))), votes), camp


# As published


@needs_data
def test_group_aware_consensus_is_the_published_one_for_every_statement() -> None:
    found = analyse(exported.read(ORACLE).conversation)
    published = mathematics()["group-aware-consensus"]
    mine = dict(zip(found.statements, found.consensus, strict=True))
    assert mine == {number: EXACT(value, abs=1e-9) for number, value in published.items()}
    assert len(mine) == 44


@needs_data
def test_what_is_typical_of_a_group_has_the_published_measures_in_the_published_order() -> None:
    found = analyse(exported.read(ORACLE).conversation)
    together = Tally(
        *(sum(getattr(group.tally, side) for group in found.known) for side in ("agree", "disagree", "passes"))
    )
    for group in found.known:
        listed = mathematics()["repness"][group.name]
        measured = {
            found.statements[item.statement]: item
            for item in representativeness(group.tally, together.without(group.tally))
        }
        for row in listed:
            item = measured[str(row["tid"])]
            assert (item.agree, item.count, item.seen) == (
                row["repful-for"] == "agree",
                row["n-success"],
                row["n-trials"],
            )
            assert item.ratio == EXACT(row["repness"], abs=1e-9)
            assert item.share == EXACT(row["p-success"], abs=1e-9)
            assert item.share_test == EXACT(row["p-test"], abs=1e-9)
            assert item.ratio_test == EXACT(row["repness-test"], abs=1e-6)  # published in single precision
        # Where nothing passes both tests the service lists the best of what it has; we say that nothing sets it apart.
        significant = [row["tid"] for row in listed if row["repness-test"] > 1.2816]
        assert [int(found.statements[item.statement]) for item in group.typical] == significant


@needs_data
def test_how_far_out_a_statement_lies_is_the_published_number() -> None:
    published = mathematics()["pca"]
    plane = Plane(-np.array(published["center"]), np.array(published["comps"]))  # there agreeing is -1
    assert plane.extremity.tolist() == EXACT(published["comment-extremity"], abs=1e-9)


@needs_data
def test_the_london_conversation_has_the_published_numbers() -> None:
    found = analyse(exported.read(LONDON).conversation)
    assert (found.participants, len(found.statements), len(found.known)) == (26, 36, 3)
    fared = dict(zip(found.statements, zip(found.tally.agree, found.tally.disagree, strict=True), strict=True))
    assert fared["38"] == (3, 0)
    assert fared["25"] == (15, 2)  # one changed their mind: the last vote counts
    assert found.map is None


# By hand


def test_consensus_is_the_product_over_the_groups() -> None:
    young, deciding = tally((8, 1, 1), (0, 0, 0)), tally((1, 2, 0), (3, 0, 0))
    assert group_aware_consensus([young, deciding]).tolist() == EXACT([9 / 12 * 2 / 5, 1 / 2 * 4 / 5])
    assert group_aware_consensus([young]).tolist() == EXACT([9 / 12, 1 / 2])


def test_what_one_group_alone_agrees_with_is_typical_of_it_and_not_of_the_other() -> None:
    young, others = tally((18, 2, 0), (10, 10, 0)), tally((3, 17, 0), (10, 10, 0))
    (found,) = typical(young, others)
    assert (found.statement, found.agree, found.count, found.seen) == (0, True, 18, 20)
    assert found.ratio == EXACT((19 / 22) / (4 / 22))
    (against,) = typical(others, young)
    assert (against.statement, against.agree) == (0, False)


def test_what_everybody_agrees_with_is_typical_of_nobody() -> None:
    assert typical(tally((20, 0, 0)), tally((20, 0, 0))) == []


def test_a_conversation_without_votes_or_without_statements_is_analysed() -> None:
    for empty in (conversation([], []), conversation(["1", "2"], []), conversation([], [("a", "1", AGREE)])):
        found = analyse(empty).as_data()
        assert (found["participants"], found["votes"], found["map"]) == (0, 0, None)
        assert all(row["group_aware_consensus"] == 0.5 for row in found["statements"])


def test_who_is_in_no_known_group_counts_in_the_whole_only() -> None:
    votes = [("a", "1", AGREE), ("b", "1", AGREE), ("c", "1", DISAGREE)]
    found = analyse(conversation(["1"], votes, {"a": "young", "b": "deciding", "stranger": "young"}))
    assert [(group.name, group.size) for group in found.known] == [("deciding", 1), ("young", 1)]
    assert (found.tally.agree.tolist(), found.tally.disagree.tolist()) == ([2], [1])
    assert found.consensus.tolist() == EXACT([2 / 3 * 2 / 3])


# Groups that voted alike


@pytest.mark.parametrize("camps", [2, 3])
def test_camps_are_found_by_how_they_voted(camps: int) -> None:
    people, camp = crowd(400, 30, camps)
    found = opinions(people.votes)
    assert found is not None
    assert len(found.groups) == camps
    for members in found.groups:
        counts = np.bincount(camp[members])
        assert counts.max() >= 0.95 * counts.sum()


def test_below_a_hundred_no_groups_are_looked_for() -> None:
    assert opinions(crowd(99, 30, 2)[0].votes) is None
    assert opinions(crowd(100, 30, 2)[0].votes) is not None


def test_who_voted_on_little_is_in_no_group_and_is_not_counted_as_enough() -> None:
    people, _camp = crowd(120, 30, 2)
    people.votes[:30, 6:] = UNSEEN
    assert opinions(people.votes) is None
    people.votes[:30] = people.votes[30:60]
    found = opinions(people.votes)
    assert found is not None


def test_no_group_is_so_small_that_somebody_is_recognised() -> None:
    votes = np.tile(np.array([AGREE] * 10, dtype=np.int8), (120, 1))
    votes[:3] = DISAGREE
    assert opinions(votes) is None


def test_the_same_votes_give_the_same_groups() -> None:
    people, _camp = crowd(300, 20, 3)
    first, second = opinions(people.votes), opinions(people.votes)
    assert first is not None
    assert second is not None
    assert [rows.tolist() for rows in first.groups] == [rows.tolist() for rows in second.groups]


def test_an_even_split_holds_together_and_a_mixed_one_does_not() -> None:
    points = np.array([[0.0, 0.0]] * 10 + [[9.0, 9.0]] * 10)
    assert silhouette(points, np.array([0] * 10 + [1] * 10)) == EXACT(1.0)
    assert silhouette(points, np.array([0, 1] * 10)) < 0.1


# Of any conversation

VOTES = st.dictionaries(
    st.tuples(st.integers(0, 9).map(str), st.integers(0, 5).map(str)), st.sampled_from([AGREE, PASS, DISAGREE])
)


@given(VOTES, st.dictionaries(st.integers(0, 9).map(str), st.sampled_from(["x", "y", "z"])))
@settings(max_examples=80, deadline=None)
def test_every_vote_is_counted_once_and_every_measure_is_a_number(
    votes: dict[tuple[str, str], int], groups: dict[str, str]
) -> None:
    cast = [(*pair, value) for pair, value in votes.items()]
    found = analyse(conversation([str(number) for number in range(6)], cast, groups))
    assert int(found.tally.seen.sum()) == len(votes)
    assert all(0 < value < 1 for value in found.consensus)
    assert all(0 <= value <= 1 for value in found.division)
    assert all(np.isfinite([item.ratio, item.ratio_test]).all() for group in found.known for item in group.typical)
    shuffled = analyse(conversation([str(number) for number in range(6)], cast[::-1], groups))
    assert shuffled.consensus.tolist() == EXACT(found.consensus.tolist())
    assert np.all(smoothed(found.tally.agree, found.tally.seen) < 1)


def test_ten_thousand_people_and_a_hundred_statements_take_less_than_two_seconds() -> None:
    people, _camp = crowd(10_000, 100, 3)
    began = time.process_time()
    found = analyse(people)
    assert time.process_time() - began < 2
    assert len(found.opinion) == 3
