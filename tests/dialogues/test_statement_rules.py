"""Which statement comes next, and where somebody stands: the decisions, and the published priority."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.dialogues import exported
from participation.dialogues.analysis.opinion import plane_of
from participation.dialogues.statements import queries, rules
from participation.events.contributions import queries as given_queries
from tests.dialogues.published import ORACLE, mathematics, needs_data
from tests.dialogues.talk import Talk
from tests.dialogues.test_analysis import crowd

# Which comes next


@needs_data
def test_the_priority_is_the_published_one() -> None:
    read = exported.read(ORACLE).conversation
    tally, published = read.tally(), mathematics()
    far = dict(zip(map(str, published["tids"]), published["pca"]["comment-extremity"], strict=True))
    found = {
        id_: rules.priority(int(tally.agree[place]), int(tally.passes[place]), int(tally.seen[place]), far[id_])
        for place, id_ in enumerate(read.statements)
    }
    same = [
        id_ for id_, value in published["comment-priorities"].items() if found[id_] == pytest.approx(value, abs=1e-9)
    ]
    # The service wrote the others before their last votes came in.
    assert len(same) == 24


def test_everybody_is_asked_every_statement_once(talk: Talk) -> None:
    written = {talk.state(f"Påstående {number}") for number in range(7)}
    alva = talk.evening.join()
    asked = []
    while True:
        kept, said = queries.found(talk.statements), queries.votes_of(talk.statements, alva)
        rows = queries.fared(talk.step(talk.statements), given_queries.of_step(talk.statements, alva), kept)
        card = queries.next_for(alva, rows, said, kept)
        if card is None:
            break
        again = queries.next_for(alva, rows, said, kept)
        assert again == card
        asked.append(card.id)
        talk.vote(alva, card.id, 1)
    assert (len(asked), set(asked)) == (7, written)


@given(st.dictionaries(st.text(min_size=1), st.floats(0, 1e6)), st.text())
def test_the_next_is_always_one_of_them_and_always_the_same(weights: dict[str, float], viewer: str) -> None:
    chosen = rules.next_statement(weights, viewer)
    assert (chosen in weights) if weights else chosen is None
    assert rules.next_statement(dict(reversed(weights.items())), viewer) == chosen


def test_a_weight_of_three_comes_three_times_as_often() -> None:
    chosen = [rules.next_statement({"a": 3.0, "b": 1.0}, f"viewer {number}") for number in range(4000)]
    assert 0.72 < chosen.count("a") / 4000 < 0.78


def test_new_statements_come_before_what_many_have_voted_on() -> None:
    assert rules.priority(0, 0, 0) > rules.priority(50, 10, 100)
    assert rules.priority(50, 0, 100, 2.0) > rules.priority(50, 0, 100, 0.0)
    assert rules.priority(50, 0, 100) > rules.priority(50, 40, 100)


# You are here


def test_where_somebody_stands_is_the_same_on_the_phone_as_in_the_analysis() -> None:
    people, _camp = crowd(120, 12, 2)
    plane = plane_of(people.votes)
    kept = {"centre": plane.centre.tolist(), "directions": plane.directions.tolist()}
    row = people.votes[7]
    said = {str(place): int(value) for place, value in enumerate(row) if value != -9}
    assert rules.stands_at(kept, list(people.statements), said) == pytest.approx(tuple(plane.place(np.array([row]))[0]))


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=1, max_size=5),
    st.tuples(st.floats(-500, 500), st.floats(-500, 500)),
)
def test_the_map_has_everybody_within_its_frame(middles: list[tuple[float, float]], you: tuple[float, float]) -> None:
    spots, own = rules.drawn(middles, [("A", 5)] * len(middles), you)
    assert own is not None
    assert all(0 <= value <= 100 for spot in [*spots, own] for value in (spot.x, spot.y))
