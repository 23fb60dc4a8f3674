"""What holds for every counting method, whatever lies in the box."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.voting.counting import METHODS, Method, shapes
from participation.voting.counting.outcome import Outcome, collapse, from_data
from participation.voting.counting.terms import Terms
from tests.voting.boxes import Box, boxes, renumbered, terms

every_method = pytest.mark.parametrize("method", METHODS.values(), ids=list(METHODS))

KEEPS_ITS_WINNER = (
    "approval",
    "plurality",
    "dots",
    "score",
    "viewers",
    "irv",
    "schulze",
    "majority-judgment",
    "greedy",
)
"""Methods that promise that a ballot for the winner alone never unseats it."""


def drawn(data: st.DataObject, method: Method) -> tuple[Box, Terms]:
    entries, ballots = data.draw(boxes(method.SHAPE))
    if method.NAME == "plurality":
        ballots = [(choice.partition(",")[0], weight) for choice, weight in ballots]
    return (entries, ballots), data.draw(terms(entries))


def lots(outcome: Outcome) -> bool:
    return any(step["step"] == "broken" and step["by"] == "lot" for step in outcome.account)


@every_method
@given(data=st.data(), lot=st.randoms())
def test_the_order_of_ballots_never_matters(method: Method, data: st.DataObject, lot: random.Random) -> None:
    (entries, ballots), asked = drawn(data, method)
    mixed = list(ballots)
    lot.shuffle(mixed)
    assert method.count(entries, mixed, asked) == method.count(entries, ballots, asked)


@every_method
@given(data=st.data())
def test_laying_identical_ballots_together_never_matters(method: Method, data: st.DataObject) -> None:
    (entries, ballots), asked = drawn(data, method)
    single = [(choice, 1) for choice, weight in ballots for _ in range(weight)]
    assert method.count(entries, collapse(ballots).items(), asked) == method.count(entries, single, asked)


@every_method
@given(data=st.data(), lot=st.randoms())
def test_the_order_of_entries_never_matters(method: Method, data: st.DataObject, lot: random.Random) -> None:
    (entries, ballots), asked = drawn(data, method)
    order = list(range(1, entries + 1))
    lot.shuffle(order)
    new = dict(enumerate(order, start=1))
    costs = tuple(asked.costs[order.index(entry)] for entry in range(1, entries + 1))
    before = method.count(entries, ballots, asked)
    other = [(renumbered(method.SHAPE, choice, new), weight) for choice, weight in ballots]
    after = method.count(entries, other, replace(asked, costs=costs))
    if lots(before):
        return
    assert {new[entry] for entry in before.winners} == set(after.winners)
    for entry in new:
        assert before.totals[entry - 1] == after.totals[new[entry] - 1]
        assert before.place_of(entry).place == after.place_of(new[entry]).place


@every_method
@given(data=st.data())
def test_every_entry_stands_once_in_the_ranking(method: Method, data: st.DataObject) -> None:
    (entries, ballots), asked = drawn(data, method)
    outcome = method.count(entries, ballots, asked)
    assert sorted(entry for place in outcome.ranking for entry in place.entries) == list(range(1, entries + 1))
    before = [0, *accumulate(len(place.entries) for place in outcome.ranking)]
    assert [place.place for place in outcome.ranking] == [above + 1 for above in before[:-1]]
    assert all(outcome.totals[entry - 1] == place.count for place in outcome.ranking for entry in place.entries) or (
        method.NAME == "schulze"
    )


@every_method
@given(data=st.data())
def test_the_box_is_told_and_winners_are_entries(method: Method, data: st.DataObject) -> None:
    (entries, ballots), asked = drawn(data, method)
    outcome = method.count(entries, ballots, asked)
    assert outcome.ballots == sum(weight for _, weight in ballots)
    assert outcome.blank == sum(weight for choice, weight in ballots if not choice)
    assert outcome.account[0]["step"] == "box"
    assert outcome.account[0]["ballots"] == outcome.ballots
    assert len(set(outcome.winners)) == len(outcome.winners)
    assert set(outcome.winners) <= set(range(1, entries + 1))


@every_method
@given(data=st.data())
def test_a_stored_outcome_reads_back_as_it_was(method: Method, data: st.DataObject) -> None:
    (entries, ballots), asked = drawn(data, method)
    outcome = method.count(entries, ballots, asked)
    stored = json.loads(json.dumps(outcome.as_data()))
    assert stored == outcome.as_data()
    assert from_data(stored) == outcome


@every_method
def test_nobody_wins_when_nobody_chose(method: Method) -> None:
    asked = Terms(costs=(1, 1, 1), budget=2)
    assert method.count(3, [], asked).winners == ()
    assert method.count(3, [("", 7)], asked).winners == ()


@pytest.mark.parametrize("name", KEEPS_ITS_WINNER)
@given(data=st.data())
def test_one_more_ballot_for_the_winner_never_unseats_it(name: str, data: st.DataObject) -> None:
    method = METHODS[name]
    (entries, ballots), asked = drawn(data, method)
    before = method.count(entries, ballots, asked).winners
    if not before:
        return
    lucky = data.draw(st.sampled_from(before))
    alone = {
        shapes.NAMES: shapes.write_names([lucky]),
        shapes.RANKING: shapes.write_ranking([[lucky]]),
        shapes.POINTS: shapes.write_points({lucky: 5}),
        shapes.SEEN: shapes.write_seen([lucky], [lucky]),
    }[method.SHAPE]
    assert lucky in method.count(entries, [*ballots, (alone, 1)], asked).winners


@pytest.mark.parametrize("name", ["score", "dots"])
@given(boxes(shapes.POINTS))
def test_points_are_added_up(name: str, box: Box) -> None:
    entries, ballots = box
    expected = [0] * entries
    for choice, weight in ballots:
        for entry, points in shapes.read_points(choice).items():
            expected[entry - 1] += points * weight
    assert METHODS[name].count(entries, ballots).totals == tuple(expected)


@given(boxes(shapes.POINTS))
def test_the_mean_is_of_those_who_gave_points(box: Box) -> None:
    entries, ballots = box
    outcome = METHODS["score-mean"].count(entries, ballots)
    for entry, mean in enumerate(outcome.totals, start=1):
        given_ = [(p, w) for c, w in ballots for e, p in shapes.read_points(c).items() if e == entry]
        assert mean * sum(weight for _, weight in given_) == sum(points * weight for points, weight in given_)


@given(boxes(shapes.SEEN))
def test_the_share_is_of_those_who_saw_it(box: Box) -> None:
    entries, ballots = box
    outcome = METHODS["viewers"].count(entries, ballots)
    for entry, share in enumerate(outcome.totals, start=1):
        saw = sum(weight for choice, weight in ballots if entry in shapes.read_seen(choice)[1])
        assert share * saw == sum(weight for choice, weight in ballots if entry in shapes.read_seen(choice)[0])


@given(boxes(shapes.POINTS, most_entries=4, most_ballots=9))
def test_majority_judgment_is_what_taking_away_medians_one_by_one_gives(box: Box) -> None:
    entries, ballots = box
    grading = [(shapes.read_points(choice), weight) for choice, weight in ballots if choice]
    sequences = {}
    for entry in range(1, entries + 1):
        grades = sorted(given_.get(entry, 0) for given_, weight in grading for _ in range(weight))
        sequences[entry] = [grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))]
    outcome = METHODS["majority-judgment"].count(entries, ballots)
    for one in sequences:
        for other in sequences:
            places = outcome.place_of(one).place, outcome.place_of(other).place
            assert (places[0] < places[1]) == (sequences[one] > sequences[other])
            assert (places[0] == places[1]) == (sequences[one] == sequences[other])


@pytest.mark.parametrize("shape", [shapes.NAMES, shapes.RANKING, shapes.POINTS, shapes.SEEN])
@given(data=st.data())
def test_a_choice_has_one_way_of_being_written(shape: str, data: st.DataObject) -> None:
    entries, ballots = data.draw(boxes(shape))
    same = {entry: entry for entry in range(1, entries + 1)}
    assert all(renumbered(shape, choice, same) == choice for choice, _ in ballots)
