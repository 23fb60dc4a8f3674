"""A phone that heard no answer, lost its session or its net, sends again: nothing is lost and nothing comes twice."""

from __future__ import annotations

import datetime as dt

from participation import clock, tokens
from participation.db import db
from participation.events.contributions.actions import Gift
from participation.events.models import EventEnding
from participation.walks.marking import actions, queries
from participation.walks.marking.rules import LATE, MOST_OBSERVATIONS, Seen
from participation.walks.planning import actions as planning
from tests.cast import refusal_of
from tests.reading import said
from tests.walks.walking import DARK, Walk, came, gift, picture, sent

# By a phone that heard no answer


def test_the_same_again_is_the_same_and_gets_the_same_answer(walk: Walk) -> None:
    alva = walk.browser()
    first = sent(alva, walk, why="Mörkt")
    assert (first.status_code, first.json) == (200, {"id": "observation-1", "conflicts_with": None})
    for _again in range(3):
        assert sent(alva, walk, why="Mörkt", seconds_ago="70").json == first.json
    assert len(came(walk)) == 1


def test_other_content_under_the_same_id_is_kept_beside_it_and_said(town_walk: Walk) -> None:
    alva = town_walk.join()
    first = actions.mark(gift(town_walk, alva, id="observation-1"), DARK, clock.now())
    other = Seen(3, ("nice",), "Fint", place="Torget")
    for _again in range(2):
        kept = actions.mark(gift(town_walk, alva, "Fint", id="observation-1"), other, clock.now())
        assert (kept.id != first.id, kept.conflicts_with) == (True, "observation-1")
    assert actions.mark(gift(town_walk, alva, id="observation-1"), DARK, clock.now()) == first
    assert sorted(item.feeling for item in came(town_walk)) == [-2, 3]
    desk = town_walk.desk()
    assert "Another version" in said(desk.get(f"{town_walk.path}/lead").text)


def test_the_same_picture_again_is_one_and_another_is_another(town_walk: Walk) -> None:
    alva = town_walk.browser()
    sent(alva, town_walk)
    address = f"{town_walk.walk_path}/observations/observation-1/picture"
    for colour in ("red", "red", "blue", "red"):
        answer = alva.client.post(
            address, data={"picture": (picture(colour), "x.jpg")}, headers={"Accept": "application/json"}
        )
        assert (answer.status_code, answer.json) == (200, {"id": "observation-1"})
    [marked] = queries.of_step(town_walk.step_id)
    assert len(marked.pictures) == 2


def test_nobody_adds_a_picture_to_what_another_marked(walk: Walk) -> None:
    sent(walk.browser(), walk)
    address = f"{walk.walk_path}/observations/observation-1/picture"
    answer = walk.browser().client.post(
        address, data={"picture": (picture(), "x.jpg")}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, queries.of_step(walk.step_id)[0].pictures) == (403, ())


def test_a_token_of_a_session_that_is_gone_is_renewed(walk: Walk) -> None:
    alva = walk.browser()
    alva.client.delete_cookie("traden")
    data = {"id": "observation-1", "feeling": "2", "place": "Torget", "csrf_token": "old"}
    accept = {"Accept": "application/json"}
    refused = alva.client.post(f"{walk.walk_path}/observations", data=data, headers=accept, forged=True)
    assert (refused.status_code, (refused.json or {})["code"]) == (400, "form_too_old")
    state = alva.client.get(f"{walk.walk_path}/state").json or {}
    assert state["joined"]
    data["csrf_token"] = state["token"]
    answer = alva.client.post(f"{walk.walk_path}/observations", data=data, headers=accept, forged=True)
    assert (answer.status_code, len(came(walk))) == (200, 1)


def test_who_is_no_longer_known_is_told_so_and_sends_again_after_joining(walk: Walk) -> None:
    alva = walk.browser()
    sent(alva, walk)
    alva.client.delete_cookie(f"t_{walk.event_id}")
    assert (alva.client.get(f"{walk.walk_path}/state").json or {})["joined"] is False
    assert sent(alva, walk, id="observation-2").status_code == 403
    again = walk.browser()
    assert sent(again, walk).status_code == 200, "its answer was lost before: the same is the same"
    assert sent(again, walk, id="observation-2").status_code == 200
    assert len(came(walk)) == 2


def test_what_was_marked_without_net_comes_in_after_the_step_and_after_the_event(town_walk: Walk) -> None:
    alva, now = town_walk.join(), clock.now()
    town_walk.go_to("next")
    actions.mark(gift(town_walk, alva), DARK, now, seconds_ago=3600)
    town_walk.end()
    actions.mark(gift(town_walk, alva, "Två", id=tokens.new_id()), DARK, now + dt.timedelta(days=3))
    first, _second = came(town_walk)
    assert abs((now - first.marked_at).total_seconds() - 3600) < 1
    ended = db.session.get(EventEnding, town_walk.event_id)
    assert ended is not None
    late = ended.at + LATE + dt.timedelta(seconds=1)
    assert refusal_of(actions.mark, gift(town_walk, alva), DARK, late) == "event_over"


def test_nothing_comes_into_a_walk_that_was_never_opened(walk: Walk) -> None:
    alva = walk.join()
    closed = Gift(tokens.new_id(), walk.event_id, walk.steps["welcome"], alva, actions.KIND, "x", "sv")
    assert refusal_of(actions.mark, closed, DARK, clock.now()) == "not_a_walk"


def test_a_stop_that_was_taken_away_keeps_the_name_that_the_phone_sent(walk: Walk) -> None:
    stop = walk.plan.stops[0]
    planning.remove_point(walk.event_id, walk.step_id, stop.key)
    sent(walk.browser(), walk, stop=stop.key, place=stop.name)
    [kept] = came(walk)
    assert (kept.stop, kept.place) == ("", stop.name)


def test_one_participant_cannot_fill_the_walk(town_walk: Walk) -> None:
    alva = town_walk.join()
    for number in range(MOST_OBSERVATIONS):
        actions.mark(gift(town_walk, alva, str(number)), DARK, clock.now())
    assert refusal_of(actions.mark, gift(town_walk, alva), DARK, clock.now()) == "too_many_observations"


def test_a_moment_to_come_is_now(town_walk: Walk) -> None:
    now = clock.now()
    actions.mark(gift(town_walk, None), DARK, now, seconds_ago=-9)
    actions.mark(gift(town_walk, None, "Två", id=tokens.new_id()), DARK, now, seconds_ago=10**9)
    far, near = came(town_walk)
    assert (near.marked_at, far.marked_at) == (now, now - LATE)
