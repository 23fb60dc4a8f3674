"""Leading with others: co-leaders without an account, the hidden screen, and leaders who press at the same moment."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import func, select

from participation import db
from participation.events import actions as events
from participation.events import queries
from participation.events.co_leaders import actions, rules
from participation.events.co_leaders.models import CoLeader
from participation.events.co_leaders.queries import COOKIE, by_secret, of_event
from participation.events.contributions.models import Hiding, Merge
from participation.events.models import Opening
from participation.events.room import actions as room
from participation.events.room import queries as scenes
from participation.events.room.models import ScreenCover
from tests.cast import OLGA, Evening, evening_of, refusal_of
from tests.reading import Browser

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def link(evening: Evening, once: str = "form", now: dt.datetime = NOW) -> str:
    return actions.make_link(evening.event_id, evening.leader_id, once, now)


def listed(evening: Evening, now: dt.datetime = NOW) -> list[str]:
    return [one.standing for one in of_event(evening.event_id, over=evening.event.ending is not None, now=now)]


def count(model: type) -> int:
    return db.db.session.scalar(select(func.count()).select_from(model)) or 0


# The link


@pytest.mark.parametrize(
    ("hours", "joined", "revoked", "over", "expected"),
    [
        (0, False, False, False, "waiting"),
        (11, True, False, False, "leading"),
        (12, True, False, False, "ended"),
        (0, True, True, False, "ended"),
        (0, False, False, True, "ended"),
    ],
)
def test_a_link_ends_with_its_hours_its_event_or_its_organisers_wish(
    hours: int, joined: bool, revoked: bool, over: bool, expected: str
) -> None:
    now = NOW + dt.timedelta(hours=hours)
    assert rules.standing(now, NOW + rules.LASTS, joined=joined, revoked=revoked, over=over) == expected


def test_the_link_lets_in_one_device_and_that_one_twice(evening: Evening) -> None:
    secret = link(evening)
    assert link(evening) == secret
    assert count(CoLeader) == 1
    event_id, kept = actions.use_link(secret, "phone", NOW)
    assert event_id == evening.event_id
    assert actions.use_link(secret, "phone", NOW) == (event_id, kept)
    assert refusal_of(actions.use_link, secret, "another phone", NOW) == "co_leader_link_over"
    assert refusal_of(actions.use_link, "guessed", "phone", NOW) == "co_leader_link_over"
    found = by_secret(evening.event_id, kept, NOW)
    assert found is not None
    assert {secret, kept}.isdisjoint({found.link_hash, found.token_hash})
    assert listed(evening) == ["leading"]


def test_nobody_leads_along_after_the_hours_the_event_or_when_it_was_ended(evening: Evening) -> None:
    _event_id, kept = actions.use_link(link(evening), "phone", NOW)
    assert by_secret(evening.event_id, kept, NOW + rules.LASTS) is None
    assert refusal_of(actions.use_link, link(evening, "late"), "phone", NOW + rules.LASTS) == "co_leader_link_over"
    found = by_secret(evening.event_id, kept, NOW)
    assert found is not None
    found_id = found.id
    for _tap in range(2):
        actions.revoke(evening.event_id, found_id, evening.leader_id, NOW)
    assert by_secret(evening.event_id, kept, NOW) is None
    assert listed(evening) == ["waiting"]
    _event_id, another = actions.use_link(link(evening, "third"), "phone", NOW)
    evening.end()
    assert by_secret(evening.event_id, another, NOW) is None
    assert listed(evening) == []
    assert refusal_of(link, evening, "fourth") == "event_over"


def test_another_events_link_is_not_ended_here_and_too_many_are_refused(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    link(other)
    theirs = of_event(other.event_id, over=False, now=NOW)[0].id
    assert refusal_of(actions.revoke, evening.event_id, theirs, evening.leader_id, NOW) == "unknown_co_leader"
    for number in range(rules.MOST):
        link(evening, str(number))
    assert refusal_of(link, evening, "one more") == "too_many_co_leaders"
    assert link(evening, "0")


# A co-leader in the room


@pytest.fixture
def carla(small_evening: Evening) -> Browser:
    """Somebody whom Omar let in: he shows the link, she opens it on her phone."""
    omar = small_evening.desk()
    omar.get(f"/e/{small_evening.event_id}/prepare")
    shown = omar.send("/co-leaders")
    secret = re.search(r"/lead-along#([0-9a-f]+)", shown.text)
    assert secret is not None
    carla = Browser(small_evening.app)
    carla.get("/lead-along")
    assert carla.send("/lead-along", code=f"https://localhost/lead-along#{secret[1]}").status_code == 200
    assert carla.at == f"/e/{small_evening.event_id}/lead"
    return carla


def test_a_co_leader_goes_next_and_what_she_did_is_kept_with_who_answers_for_it(
    small_evening: Evening, carla: Browser
) -> None:
    idea, other = small_evening.give("Ljus"), small_evening.give("Mer ljus")
    step = f"/steps/{small_evening.steps['vote']}/open"
    carla.send(step)
    current = queries.current_step(small_evening.event)
    assert current is not None
    assert current.kind == "vote"
    found = db.db.session.scalar(select(CoLeader))
    opening = db.db.session.scalar(select(Opening).where(Opening.closed_at.is_(None), Opening.what == "step"))
    assert found is not None
    assert opening is not None
    assert (opening.opened_by_id, opening.opened_by_co_leader_id) == (small_evening.leader_id, found.id)
    co_leader_id = found.id
    base = f"/e/{small_evening.event_id}"
    carla.forge(f"{base}/contributions/{idea}/merge", into=other)
    carla.forge(f"{base}/contributions/{other}/hide", reason="Det nämner en person")
    carla.forge(f"{base}/cover", hide="1")
    assert db.db.session.scalars(select(Merge.co_leader_id)).all() == [co_leader_id]
    assert db.db.session.scalars(select(Hiding.co_leader_id)).all() == [co_leader_id]
    assert db.db.session.scalars(select(ScreenCover.covered_by_co_leader_id)).all() == [co_leader_id]


def test_her_page_offers_nothing_that_she_may_not_do(small_evening: Evening, carla: Browser) -> None:
    for kind in ("ideas", "vote", "next"):
        small_evening.go_to(kind)
        page = carla.get(f"/e/{small_evening.event_id}/lead").text
        for forbidden in ("/prepare", "/ending", "/proposals/", "/vote", "/staff"):
            assert f'action="{small_evening.path}{forbidden}' not in page
            assert f'href="{small_evening.path}{forbidden}' not in page
        assert "You lead along as" in page


def test_she_is_a_stranger_to_every_other_event_and_out_when_omar_ends_it(
    small_evening: Evening, others_evening: Evening, carla: Browser
) -> None:
    assert carla.client.get(f"/e/{others_evening.event_id}/lead").status_code == 303
    secret = carla.cookie(COOKIE + small_evening.event_id)
    assert secret is not None
    carla.client.set_cookie(COOKIE + others_evening.event_id, secret)
    assert carla.client.get(f"/e/{others_evening.event_id}/lead").status_code == 303
    omar = small_evening.desk()
    page = omar.get(f"/e/{small_evening.event_id}/prepare")
    assert "leads along till" in page.text
    omar.send("/end")
    assert carla.client.get(f"/e/{small_evening.event_id}/lead").status_code == 303
    assert carla.forge(f"/e/{small_evening.event_id}/steps/close").status_code == 403


def test_a_used_link_says_so_and_keeps_nothing(small_evening: Evening, carla: Browser) -> None:
    stranger = Browser(small_evening.app)
    stranger.get("/lead-along")
    answered = stranger.send("/lead-along", code="nothing that we know")
    assert answered.status_code == 410
    assert "no longer works" in answered.text
    assert stranger.cookie(COOKIE + small_evening.event_id) is None


def test_staff_who_organise_the_event_stay_themselves(small_evening: Evening, carla: Browser) -> None:
    omar = small_evening.desk()
    omar.client.set_cookie(COOKIE + small_evening.event_id, carla.cookie(COOKIE + small_evening.event_id) or "")
    omar.get(f"/e/{small_evening.event_id}/lead")
    omar.send("/cover")
    cover = db.db.session.scalar(select(ScreenCover))
    assert cover is not None
    assert (cover.covered_by_id, cover.covered_by_co_leader_id) == (small_evening.leader_id, None)


# Two leaders


def test_who_saw_another_step_than_the_room_is_in_does_not_push_it(evening: Evening) -> None:
    event_id, steps, omar = evening.event_id, evening.steps, evening.leader_id
    for _leader in range(2):
        events.open_step(event_id, steps["vote"], omar, NOW, seen=steps["ideas"])
    assert count(Opening) == 2
    assert refusal_of(events.open_step, event_id, steps["welcome"], omar, NOW, seen=steps["ideas"]) == "room_moved_on"
    assert refusal_of(events.close_step, event_id, omar, NOW, seen=steps["ideas"]) == "room_moved_on"
    current = queries.current_step(evening.event)
    assert current is not None
    assert current.kind == "vote"
    for _leader in range(2):
        events.close_step(event_id, omar, NOW, seen=steps["vote"])
    assert queries.current_step(evening.event) is None
    assert refusal_of(events.open_step, event_id, steps["next"], omar, NOW, seen=steps["vote"]) == "room_moved_on"
    events.open_step(event_id, steps["next"], omar, NOW, seen="")


def test_after_a_pause_next_goes_on_where_the_room_was(evening: Evening) -> None:
    def coming() -> list[str | None]:
        return [step.kind if step else None for step in scenes.neighbours(scenes.for_leader(evening.event))]

    assert coming() == ["welcome", "vote"]
    for _pause in range(2):
        events.close_step(evening.event_id, evening.leader_id, NOW)
        paused = queries.paused_step(evening.event)
        assert paused is not None
        assert paused.kind == "ideas"
        assert coming() == ["welcome", "ideas"]
        evening.go_to("ideas")
        assert queries.paused_step(evening.event) is None
    fresh = evening_of(evening.app, OLGA)
    assert queries.paused_step(fresh.event) is None


def test_a_leader_with_an_old_page_is_told_kindly_where_the_room_is(small_evening: Evening, carla: Browser) -> None:
    omar = small_evening.desk()
    omar.get(f"/e/{small_evening.event_id}/lead")
    carla.get(f"/e/{small_evening.event_id}/lead")
    omar.send(f"/steps/{small_evening.steps['next']}/open")
    answered = carla.send(f"/steps/{small_evening.steps['vote']}/open")
    assert answered.status_code == 409
    assert answered.text.count("The room has just moved on") == 1
    assert 'data-settle="' + small_evening.steps["next"] in answered.text


# The hidden screen


def test_the_screen_is_hidden_once_and_shown_again(evening: Evening) -> None:
    for _tap in range(2):
        room.cover_screen(evening.event_id, by_id=evening.leader_id, now=NOW)
    assert count(ScreenCover) == 1
    assert scenes.is_covered(evening.event_id)
    for _tap in range(2):
        room.reveal_screen(evening.event_id, by_id=evening.leader_id, now=NOW)
    assert not scenes.is_covered(evening.event_id)
    room.cover_screen(evening.event_id, by_id=evening.leader_id, now=NOW)
    assert count(ScreenCover) == 2


def test_a_hidden_screen_shows_nothing_of_the_room_but_how_to_join(small_evening: Evening) -> None:
    omar = small_evening.desk()
    small_evening.give("Syns inte")
    small_evening.open_others()
    screen = f"/e/{small_evening.event_id}/screen"
    assert "Syns inte" in omar.get(screen).text
    alva = small_evening.browser()
    signal = alva.client.get(f"{small_evening.path}/signal").text
    assert omar.send("/cover", hide="1").status_code == 200
    assert omar.at == screen
    for path in (screen, f"{screen}/now"):
        assert "Syns inte" not in omar.client.get(path).text
    assert 'class="qr"' in omar.get(screen).text
    assert alva.client.get(f"{small_evening.path}/signal").text == signal
    assert "Show the screen" in omar.get(f"/e/{small_evening.event_id}/lead").text
    omar.send("/cover")
    assert "Syns inte" in omar.client.get(f"{screen}/now").text
    assert omar.forge(f"/e/{small_evening.event_id}/cover", hide="maybe").status_code == 422
