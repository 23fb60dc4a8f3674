"""Preparing a walk: route, stops, light, groups, notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation import clock
from participation.events import queries as event_queries
from participation.events.actions import Plan as EventPlan
from participation.events.preparing import actions as preparing
from participation.walks import rules
from participation.walks.planning import actions
from participation.walks.rules import MOST_POINTS, Plan, Point
from tests.cast import LONG_WORD, OLGA, at_desk, evening_of, refusal_of
from tests.conftest import count_queries
from tests.reading import refusal_on, said
from tests.walks.walking import Walk, walk_of

keys = st.text("abc", min_size=1, max_size=2)
points = st.builds(Point, key=keys, name=st.text(max_size=5), lon=st.none() | st.floats(-180, 180))
plans = st.builds(
    Plan, points=st.lists(points, max_size=8, unique_by=lambda point: point.key).map(tuple), groups=st.integers(1, 12)
)


@given(plans)
def test_a_plan_is_the_same_after_it_stood_in_settings(plan: Plan) -> None:
    assert rules.plan_of(rules.settings_of(plan)) == plan
    assert rules.plan_of({"timer": True}) == Plan()


@given(plans, keys, st.integers(-3, 12))
def test_moving_a_stop_loses_none(plan: Plan, key: str, to: int) -> None:
    if key in {point.key for point in plan.points}:
        assert sorted(point.key for point in rules.moved(plan, key, to).points) == sorted(p.key for p in plan.points)
    else:
        assert refusal_of(rules.moved, plan, key, to) == "unknown_stop"


@given(st.integers(0, 120))
def test_nobody_walks_with_more_than_nine_others(people: int) -> None:
    assert people / rules.groups_for(people) <= rules.MOST_IN_GROUP


near = st.tuples(st.floats(-500, 2500), st.floats(-500, 2500))


@given(st.lists(near, max_size=6), st.floats(100, 2000), st.floats(100, 2000))
def test_the_frame_lies_on_the_map_and_holds_the_route(
    places: list[tuple[float, float]], width: float, height: float
) -> None:
    x, y, across, down = rules.frame(places, width, height)
    assert -1 <= x <= width
    assert -1 <= y <= height
    assert x + across <= width + 2
    assert y + down <= height + 2
    for place in places:
        if 0 <= place[0] <= width and 0 <= place[1] <= height:
            assert x - 1 <= place[0] <= x + across + 1
            assert y - 1 <= place[1] <= y + down + 1


# The page


def test_an_organiser_adds_a_stop_by_the_name_of_a_street(walk: Walk) -> None:
    desk = walk.desk()
    desk.get(walk.plan_path)
    answer = desk.send("/stops", name="Kiosken", place="mannerheimvagen", prompt="Vem står här?")
    added = walk.plan.stops[-1]
    assert (answer.status_code, added.name, added.prompt, added.placed) == (200, "Kiosken", "Vem står här?", True)
    assert "Kiosken" in said(desk.page)


def test_the_same_form_twice_is_one_stop(walk: Walk) -> None:
    desk = walk.desk()
    desk.get(walk.plan_path)
    form = {"once": "once", "name": "Kiosken", "place": "60.1710, 24.9410", "prompt": ""}
    desk.forge(f"{walk.plan_path}/stops", **form)
    desk.forge(f"{walk.plan_path}/stops", **form)
    assert [stop.name for stop in walk.plan.stops].count("Kiosken") == 1


def test_a_place_without_a_name_bends_the_route_and_is_no_stop(walk: Walk) -> None:
    desk = walk.desk()
    desk.get(walk.plan_path)
    desk.send("/stops", name="", place="60.1720, 24.9420")
    assert (len(walk.plan.points), len(walk.plan.stops)) == (4, 3)


def test_a_misspelt_street_is_answered_with_those_that_it_may_be(walk: Walk) -> None:
    desk = walk.desk()
    desk.get(walk.plan_path)
    answer = desk.send("/stops", name="Kiosken", place="Manerhejmvägen")
    assert answer.status_code == 422
    assert "Mannerheimvägen" in refusal_on(answer)
    assert 'value="Manerhejmvägen"' in answer.text, "what was typed is kept"


@pytest.mark.parametrize("place", [LONG_WORD, "59.0, 18.0", "95, 200", "🛹", "ملعب", "<script>", "60.1710, 24.9410x"])
def test_places_that_cannot_be_are_refused_in_words(walk: Walk, place: str) -> None:
    desk = walk.desk()
    desk.get(walk.plan_path)
    answer = desk.send("/stops", name="Kiosken", place=place)
    assert (answer.status_code, bool(refusal_on(answer))) == (422, True)
    assert len(walk.plan.stops) == 3


def test_a_stop_is_changed_moved_and_taken_away_and_twice_is_once(walk: Walk) -> None:
    desk = walk.desk()
    first, second, third = (stop.key for stop in walk.plan.stops)
    desk.get(walk.plan_path)
    desk.send(f"/stops/{first}", name="Gångtunneln", prompt="")
    assert walk.plan.stops[0].name == "Gångtunneln"
    assert walk.plan.stops[0].placed, "its place was not touched"
    desk.send(f"/stops/{third}/move")
    assert [stop.key for stop in walk.plan.stops] == [first, third, second]
    for _twice in range(2):
        desk.forge(f"{walk.plan_path}/stops/{first}/remove")
    assert [stop.key for stop in walk.plan.stops] == [third, second]
    assert desk.forge(f"{walk.plan_path}/stops/{first}", name="Åter").status_code == 404


def test_light_groups_and_notes_are_kept_and_bounded(walk: Walk) -> None:
    desk = walk.desk()
    desk.get(walk.plan_path)
    desk.send("/plan", light="day", groups="3", notes="Trasig lampa vid trappan.")
    assert (walk.plan.light, walk.plan.groups, walk.plan.notes) == ("day", 3, "Trasig lampa vid trappan.")
    for typed in ({"groups": "13"}, {"groups": "många"}, {"light": "moonlight"}, {"notes": "x" * 2001}):
        answer = desk.forge(walk.plan_path, **{"light": "day", "groups": "1", "notes": "", **typed})
        assert (answer.status_code, bool(refusal_on(answer))) == (422, True)
    assert walk.plan.groups == 3


def test_a_route_has_an_end(town_walk: Walk) -> None:
    for number in range(MOST_POINTS - 3):
        point = Point("", f"Stopp {number}")
        actions.add_point(town_walk.event_id, town_walk.step_id, point, once=f"n{number}", map_id="")
    assert refusal_of(
        actions.add_point, town_walk.event_id, town_walk.step_id, Point("", "Ett till"), once="last", map_id=""
    ) == ("too_many_stops")


def test_a_step_of_another_kind_or_another_event_is_no_walk(walk: Walk) -> None:
    desk = walk.desk()
    assert desk.get(f"{walk.path}/walks/{walk.steps['welcome']}/plan").status_code == 404
    others = evening_of(walk.app, OLGA, title="Planera våren")
    strangers = at_desk(walk.app, OLGA)
    assert strangers.get(f"{others.path}/walks/{walk.step_id}/plan").status_code == 404
    assert strangers.forge(f"{others.path}/walks/{walk.step_id}/plan/stops", name="x", once="y").status_code == 404
    assert strangers.get(walk.plan_path).status_code == 403


def test_an_event_made_like_another_walks_the_same_stops(town_walk: Walk) -> None:
    event = town_walk.event
    plan = EventPlan("Omvandring", "Stationen", event.starts_at, event.ends_at, None)
    copy_id = preparing.copy_event(
        town_walk.event_id, town_walk.process_id, plan, organiser_id=town_walk.leader_id, now=clock.now()
    )
    copy = event_queries.event(copy_id)
    assert copy is not None
    again = next(step for step in copy.steps if step.kind == "walk")
    assert rules.plan_of(again.settings) == town_walk.plan


def test_without_a_map_a_walk_has_stops_by_name(walk: Walk) -> None:
    from participation.db import db
    from participation.walks.maps.models import TownMap

    db.session.query(TownMap).delete()
    db.session.commit()
    desk = walk.desk()
    answer = desk.get(walk.plan_path)
    assert (answer.status_code, "no map yet" in said(answer.text)) == (200, True)
    desk.send("/stops", name="Kiosken", place="")
    assert walk.plan.stops[-1].name == "Kiosken"


def test_the_page_reads_the_same_number_of_rows_for_one_stop_and_for_many(walk: Walk) -> None:
    desk = walk.desk()
    desk.get(walk.plan_path)
    with count_queries() as few:
        desk.get(walk.plan_path)
    for number in range(MOST_POINTS - 3):
        actions.add_point(walk.event_id, walk.step_id, Point("", f"S {number}"), once=f"n{number}", map_id="")
    with count_queries() as many:
        desk.get(walk.plan_path)
    assert many.count == few.count


def test_the_room_shows_the_walk_to_everybody(walk: Walk) -> None:
    assert "3 stops" in said(walk.browser().page)
    desk = walk.desk()
    assert "Write down what somebody said" in said(desk.get(f"{walk.path}/lead").text)
    assert "3 stops" in said(desk.get(f"{walk.path}/screen").text)


def test_the_walks_map_is_the_one_that_it_was_made_on_until_somebody_says_otherwise(walk: Walk) -> None:
    assert walk.plan.map_id
    other = walk_of(walk.app, with_map=False, stops=())
    assert other.plan.map_id == ""
