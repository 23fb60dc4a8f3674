"""The computer at the projector: let in by a code that works once, shows one room, and leads nothing."""

from __future__ import annotations

import datetime as dt
import re
import threading

import pytest
from sqlalchemy import func, select

from participation import clock, db
from participation.events.co_leaders import actions as co_leaders
from participation.events.co_leaders.models import CoLeader
from participation.events.room.models import ScreenCover
from participation.events.screens import actions, rules
from participation.events.screens.models import Screen
from participation.events.screens.queries import COOKIE, by_secret, html, of_event
from tests.cast import OLGA, WORDS, Evening, evening_of, refusal_of
from tests.reading import Browser, refusal_on, said

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def code_of(evening: Evening, once: str = "form", now: dt.datetime = NOW) -> str:
    return actions.make_code(evening.event_id, once, by_id=evening.leader_id, now=now)


def count() -> int:
    return db.db.session.scalar(select(func.count()).select_from(Screen)) or 0


@pytest.mark.parametrize(
    ("minutes", "paired", "ended", "over", "expected"),
    [
        (0, False, False, False, "waiting"),
        (9, True, False, False, "showing"),
        (10, False, False, False, "ended"),
        (0, True, True, False, "ended"),
        (0, True, False, True, "ended"),
    ],
)
def test_a_screen_ends_with_its_time_its_event_or_its_leaders_wish(
    minutes: int, paired: bool, ended: bool, over: bool, expected: str
) -> None:
    now = NOW + dt.timedelta(minutes=minutes)
    assert rules.standing(now, NOW + rules.CODE_WORKS, paired=paired, ended=ended, over=over) == expected


def test_a_code_lets_in_one_browser_and_that_one_twice(evening: Evening) -> None:
    code = code_of(evening)
    assert (code_of(evening), count(), len(code)) == (code, 1, actions.CODE_LENGTH)
    event_id, kept = actions.pair(code, "computer", NOW)
    assert event_id == evening.event_id
    assert actions.pair(code, "computer", NOW) == (event_id, kept)
    assert refusal_of(actions.pair, code, "another", NOW) == "screen_code_over"
    assert refusal_of(actions.pair, "GUESSED2", "computer", NOW) == "screen_code_over"
    found = by_secret(event_id, kept, NOW + rules.LASTS - dt.timedelta(minutes=1))
    assert found is not None
    assert {code, kept}.isdisjoint({found.code_hash, found.token_hash})
    assert by_secret(event_id, kept, NOW + rules.LASTS) is None


def test_two_computers_at_the_same_moment_do_not_both_come_in(evening: Evening) -> None:
    code, done = code_of(evening), []

    def type_it(browser: str) -> None:
        with evening.app.app_context():
            done.append(refusal_of(actions.pair, code, browser, NOW))
            db.db.session.remove()

    threads = [threading.Thread(target=type_it, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["accepted", *["screen_code_over"] * 3]


def test_a_late_code_a_screen_that_was_ended_and_one_of_an_event_that_is_over_show_nothing(evening: Evening) -> None:
    assert refusal_of(actions.pair, code_of(evening), "late", NOW + rules.CODE_WORKS) == "screen_code_over"
    event_id, kept = actions.pair(code_of(evening, "second"), "computer", NOW)
    found = by_secret(event_id, kept, NOW)
    assert found is not None
    screen_id = found.id
    for _tap in range(2):
        actions.end(event_id, screen_id, by_id=evening.leader_id, now=NOW)
    assert by_secret(event_id, kept, NOW) is None
    assert "the room" not in html(screen_id, lambda _event_id: "the room", event_id)
    _event, another = actions.pair(code_of(evening, "third"), "computer", NOW)
    unused = code_of(evening, "fourth")
    evening.end()
    assert by_secret(event_id, another, NOW) is None
    assert refusal_of(actions.pair, unused, "computer", NOW) == "screen_code_over"
    assert refusal_of(code_of, evening, "fifth") == "event_over"


def test_another_events_screen_is_not_ended_here_and_too_many_are_refused(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    code_of(other)
    theirs = of_event(other.event_id, NOW)[0].id
    assert refusal_of(actions.end, evening.event_id, theirs, by_id=evening.leader_id, now=NOW) == "unknown_screen"
    for number in range(rules.MOST):
        code_of(evening, str(number))
    assert refusal_of(code_of, evening, "one more") == "too_many_screens"
    assert code_of(evening, "0")


def test_what_a_co_leader_let_in_goes_with_her(evening: Evening) -> None:
    co_leaders.use_link(co_leaders.make_link(evening.event_id, evening.leader_id, "form", NOW), "phone", NOW)
    carla_id = db.db.session.scalars(select(CoLeader.id)).one()
    hers = actions.make_code(evening.event_id, "hers", by_id=evening.leader_id, now=NOW, co_leader_id=carla_id)
    _event, kept = actions.pair(hers, "computer", NOW)
    _event, omars = actions.pair(code_of(evening), "another", NOW)
    co_leaders.revoke(evening.event_id, carla_id, evening.leader_id, NOW)
    assert by_secret(evening.event_id, kept, NOW) is None
    assert by_secret(evening.event_id, omars, NOW) is not None


# In browsers


@pytest.fixture
def projector(small_evening: Evening) -> Browser:
    """The computer at the projector: Omar reads the code out, somebody types it there with a space in it."""
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/lead/screens")
    shown = omar.send("/lead/screens").text
    code = re.search(r'class="code big">([A-Z0-9]{4} [A-Z0-9]{4})<', shown)
    assert code is not None
    computer = Browser(small_evening.app)
    computer.get("/screen")
    assert computer.send("/screen", code=code[1].lower()).status_code == 200
    assert computer.at == f"{small_evening.path}/screen"
    return computer


def test_it_shows_and_hides_the_room_and_leads_nothing(small_evening: Evening, projector: Browser) -> None:
    small_evening.give("Ljus på gångvägen")
    small_evening.open_others()
    screen = f"{small_evening.path}/screen"
    assert "Ljus på gångvägen" in projector.get(screen).text
    assert projector.send("/cover", hide="1").status_code == 200
    assert projector.at == screen
    assert "Ljus på gångvägen" not in projector.page
    cover = db.db.session.scalars(select(ScreenCover)).one()
    assert (cover.covered_by_id, cover.covered_by_co_leader_id) == (small_evening.leader_id, None)
    for path in ("lead", "prepare", "lead/screens", "lead/log"):
        assert projector.client.get(f"{small_evening.path}/{path}").status_code == 303
    assert projector.forge(f"{small_evening.path}/steps/close").status_code == 403


def test_another_events_room_is_not_shown(small_evening: Evening, others_evening: Evening, projector: Browser) -> None:
    secret = projector.cookie(COOKIE + small_evening.event_id)
    assert secret is not None
    projector.client.set_cookie(COOKIE + others_evening.event_id, secret)
    answered = projector.get(f"{others_evening.path}/screen")
    assert answered.status_code == 410
    assert "no longer shows the room" in said(answered.text)
    assert others_evening.event.title not in answered.text


def test_omar_sees_it_in_his_list_and_ends_it(small_evening: Evening, projector: Browser) -> None:
    omar = small_evening.desk()
    assert "shows the room since" in said(omar.get(f"{small_evening.path}/lead/screens").text)
    assert "shows the room since" not in said(omar.send("/end").text)
    assert projector.get(f"{small_evening.path}/screen").status_code == 410
    assert projector.forge(f"{small_evening.path}/cover", hide="1").status_code == 403


@pytest.mark.parametrize("typed", ["", *WORDS, "x" * 900, "ABCD 2345"])
def test_what_is_no_code_is_refused_kindly(small_evening: Evening, typed: str) -> None:
    stranger = Browser(small_evening.app)
    stranger.get("/screen")
    answered = stranger.send("/screen", code=typed)
    assert answered.status_code in {410, 422}
    assert refusal_on(answered)


def test_a_link_pasted_whole_is_a_code_too(small_evening: Evening) -> None:
    code = code_of(small_evening, now=clock.now())
    computer = Browser(small_evening.app)
    computer.get("/screen")
    computer.send("/screen", code=f"https://localhost/screen#{code}")
    assert computer.at == f"{small_evening.path}/screen"
