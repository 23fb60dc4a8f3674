"""Gathering what was marked into places: the rule, and the organiser who puts it right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation import clock
from participation.db import db
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.walks.marking import actions as marking
from participation.walks.marking.rules import Seen
from participation.walks.places import actions, rules
from participation.walks.places.models import Place
from participation.walks.places.rules import Spot
from participation.walks.planning import actions as planning
from tests.cast import LONG_WORD, OLGA, WORDS, at_desk, refusal_of
from tests.conftest import count_queries
from tests.reading import refusal_on, said
from tests.walks.gathering import FAR, HERE, NEAR, gathered, marks, move, seen_now, walked_again
from tests.walks.walking import Walk, gift

# The rule

towns = st.tuples(st.floats(24.9400, 24.9460), st.floats(60.1700, 60.1730))
spots = st.builds(
    Spot,
    id=st.uuids().map(str),
    stop=st.sampled_from(["", "", "tunnel", "square"]),
    name=st.sampled_from(["", "Torget", "torget", "bakom Ica"]),
    at=st.none() | towns,
)
many = st.lists(spots, max_size=40, unique_by=lambda spot: spot.id)


@given(many)
def test_every_observation_is_in_exactly_one_place(found: list[Spot]) -> None:
    groups = rules.gather(found)
    assert sorted(id_ for group in groups for id_ in group.ids) == sorted(spot.id for spot in found)


@given(many, st.randoms())
def test_the_order_in_which_they_came_makes_no_difference(found: list[Spot], chance: Any) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert places_of(rules.gather(shuffled)) == places_of(rules.gather(found))


@given(many)
def test_what_was_marked_at_one_stop_is_one_place(found: list[Spot]) -> None:
    groups = rules.gather(found)
    for stop in ("tunnel", "square"):
        ids = {spot.id for spot in found if spot.stop == stop}
        assert not ids or sum(bool(ids & set(group.ids)) for group in groups) == 1


@given(many)
def test_nothing_in_a_place_is_farther_than_it_reaches(found: list[Spot]) -> None:
    by_id = {spot.id: spot for spot in found}
    for group in rules.gather(found):
        for spot in (by_id[id_] for id_ in group.ids):
            if spot.at and not spot.stop:
                assert group.at
                assert rules.distance(spot.at, group.at) <= rules.REACH


@given(many, many)
def test_what_comes_late_joins_places_and_changes_none(first: list[Spot], late: list[Spot]) -> None:
    known = [
        rules.group_of(f"place-{number}", [spot for spot in first if spot.id in group.ids])
        for number, group in enumerate(rules.gather(first))
    ]
    before = [(group.key, list(group.ids)) for group in known]
    fresh = [spot for spot in late if spot.id not in {spot.id for spot in first}]
    groups = rules.gather(fresh, known)
    assert sorted(id_ for group in groups for id_ in group.ids) == sorted(spot.id for spot in fresh)
    assert [(group.key, list(group.ids)) for group in known] == before


@given(st.lists(st.integers(-3, 3), max_size=30))
def test_sides_count_everybody_once(feelings: list[int]) -> None:
    sides = rules.sides(feelings)
    assert sides.all == len(feelings)
    assert (sides.tendency == "") == (not feelings)


def places_of(groups: Sequence[rules.Group]) -> set[frozenset[str]]:
    return {frozenset(group.ids) for group in groups}


# The organiser


def test_near_marks_are_one_place_and_far_ones_another(town_walk: Walk) -> None:
    marks(town_walk, near=HERE, place="")
    marks(town_walk, near=NEAR, place="", why="Mörkt")
    marks(town_walk, near=FAR, place="")
    first = gathered(town_walk)
    assert [len(place.seen) for place in first.places] == [2, 1]
    assert (first.waiting, first.left_out) == ([], [])
    again = gathered(town_walk)
    assert [place.place.id for place in again.places] == [place.place.id for place in first.places]


def test_what_comes_late_joins_the_place_that_is_there(town_walk: Walk) -> None:
    marks(town_walk, near=HERE, place="")
    first = gathered(town_walk)
    late = marks(town_walk, near=NEAR, place="")
    assert [item.id for item in seen_now(town_walk).waiting] == [late]
    again = gathered(town_walk)
    assert [place.place.id for place in again.places] == [first.places[0].place.id]
    assert len(again.places[0].seen) == 2


def test_what_was_hidden_withdrawn_or_held_is_in_no_place(town_walk: Walk) -> None:
    person = town_walk.join()
    mine = gift(town_walk, person, "Min")
    marking.mark(mine, Seen(-1, (), "Min", place="Torget"), clock.now())
    hidden, stays = marks(town_walk), marks(town_walk)
    marks(town_walk, why="Pappa slår mig")
    gathered(town_walk)
    contributions.withdraw(town_walk.event_id, mine.id, person, clock.now())
    contributions.hide(town_walk.event_id, hidden, "Ett namn", town_walk.leader_id, clock.now())
    now = seen_now(town_walk)
    assert [item.id for place in now.places for item in place.seen] == [stays]
    assert (now.waiting, now.left_out) == ([], [])
    assert [offer.contribution_ids for offer in activities.offers(town_walk.event_id)] == [(stays,)]


def test_observations_are_moved_split_off_left_out_and_brought_back(town_walk: Walk) -> None:
    first, second, third = (marks(town_walk, near=HERE, place="") for _each in range(3))
    [place] = gathered(town_walk).places
    move(town_walk, [first, second], actions.NEW)
    move(town_walk, [first, second], actions.NEW)
    assert [len(item.seen) for item in seen_now(town_walk).places] == [1, 2]
    move(town_walk, [third], actions.NOWHERE)
    now = seen_now(town_walk)
    assert ([item.id for item in now.left_out], len(now.places)) == ([third], 1)
    assert not gathered(town_walk).waiting, "what was left out stays out"
    move(town_walk, [third], place.place.id)
    actions.merge(town_walk.event_id, town_walk.step_id, now.places[0].place.id, place.place.id)
    actions.merge(town_walk.event_id, town_walk.step_id, now.places[0].place.id, place.place.id)
    assert [len(item.seen) for item in seen_now(town_walk).places] == [3]


def test_what_is_not_there_cannot_be_moved_or_merged(town_walk: Walk) -> None:
    mine = marks(town_walk)
    [place] = gathered(town_walk).places
    where = (town_walk.event_id, town_walk.step_id)
    assert refusal_of(move, town_walk, [], actions.NEW) == "tick_observations"
    assert refusal_of(move, town_walk, [mine, "nothing"], actions.NEW) == "unknown_contribution"
    assert refusal_of(move, town_walk, [mine], "nowhere") == "unknown_place_here"
    assert refusal_of(actions.merge, *where, place.place.id, place.place.id) == "not_a_choice"
    assert refusal_of(actions.merge, *where, place.place.id, "nothing") == "unknown_place_here"
    assert refusal_of(actions.name, *where, "nothing", "x", "") == "unknown_place_here"


def test_a_place_is_one_offer_with_all_that_was_marked_there(town_walk: Walk) -> None:
    one, two = marks(town_walk, near=HERE, place=""), marks(town_walk, near=NEAR, place="")
    alone = marks(town_walk, near=FAR, place="")
    [pair, _other] = gathered(town_walk).places
    move(town_walk, [alone], actions.NOWHERE)
    offers = activities.offers(town_walk.event_id)
    assert {offer.contribution_ids for offer in offers} == {(one, two), (alone,)}
    assert pair.root == one


# The page


def test_an_organiser_gathers_names_and_moves_on_a_page_without_javascript(walk: Walk) -> None:
    one, two = marks(walk, near=HERE, place=""), marks(walk, near=NEAR, place="", feeling=2)
    desk = walk.desk()
    path = f"{walk.path}/walks/{walk.step_id}/places"
    assert "2 marks are in no place yet" in said(desk.get(path).text)
    desk.send("/places")
    assert "Mixed" in said(desk.page)
    place = db.session.query(Place).one()
    desk.send(f"/places/{place.id}", name="Trappan", about="Två lampor lyser inte")
    assert "1 Trappan" in said(desk.page)
    answer = desk.send("/move", observation=[two], to="new")
    assert (answer.status_code, [len(item.seen) for item in seen_now(walk).places]) == (200, [1, 1])
    answer = desk.send("/move")
    assert (answer.status_code, bool(refusal_on(answer))) == (422, True)
    assert one in desk.page


@pytest.mark.parametrize("words", WORDS)
def test_whatever_people_wrote_and_called_it_is_shown_as_they_wrote_it(walk: Walk, words: str) -> None:
    marks(walk, why=words, place=words[:80])
    gathered(walk)
    page = walk.desk().get(f"{walk.path}/walks/{walk.step_id}/places")
    assert (page.status_code, "<script>alert" in page.text) == (200, False)


def test_names_are_bounded_and_strangers_kept_out(walk: Walk) -> None:
    marks(walk)
    [place] = gathered(walk).places
    path = f"{walk.path}/walks/{walk.step_id}/places"
    desk = walk.desk()
    answer = desk.forge(f"{path}/{place.place.id}", name=LONG_WORD)
    assert (answer.status_code, bool(refusal_on(answer))) == (422, True)
    assert desk.forge(f"{path}/{'x' * 16}", name="Torget").status_code == 404
    assert at_desk(walk.app, OLGA).forge(path).status_code == 403


def test_the_page_takes_as_many_queries_for_one_place_as_for_many(walk: Walk) -> None:
    marks(walk)
    gathered(walk)
    desk = walk.desk()
    path = f"{walk.path}/walks/{walk.step_id}/places"
    desk.get(path)
    with count_queries() as few:
        desk.get(path)
    for number in range(25):
        marks(walk, near=(24.95 + number / 500, 60.17), place="")
    gathered(walk)
    with count_queries() as many_:
        desk.get(path)
    assert many_.count == few.count


# Day and dark, before and after


def test_day_and_dark_stand_side_by_side(town_walk: Walk) -> None:
    stop = town_walk.plan.stops[0].key
    marks(town_walk, stop=stop, feeling=-3)
    planning.set_out(town_walk.event_id, town_walk.step_id, light="day", groups=1, notes="")
    marks(town_walk, stop=stop, feeling=2)
    now = gathered(town_walk)
    assert [column.light for column in now.columns] == ["day", "dark"]
    assert [(felt.unsafe, felt.safe) for felt in now.places[0].felt] == [(0, 1), (1, 0)]


def test_walking_the_route_again_shows_before_and_after_at_each_place(town_walk: Walk) -> None:
    stop = town_walk.plan.stops[0].key
    marks(town_walk, stop=stop, feeling=-3)
    marks(town_walk, near=FAR, place="", feeling=-1)
    again = walked_again(town_walk)
    marks(again, stop=stop, feeling=3)
    marks(again, near=FAR, place="", feeling=2)
    now = gathered(town_walk)
    assert len(now.columns) == 2
    assert [[(felt.unsafe, felt.safe) for felt in place.felt] for place in now.places] == [[(1, 0), (0, 1)]] * 2
    assert [len(place.seen) for place in now.places] == [1, 1], "what the other walk marked is not this one's"
