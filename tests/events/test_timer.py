"""The timer of a step: its rules for any order of presses, and what leaders, phones and screen see of it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from participation import db, tokens
from participation.events import actions as events
from participation.events.room import actions, queries
from participation.events.room.models import TimerMark
from participation.events.room.rules import MORE, PRESSES, Press, Timer, answer, timer_of
from tests.cast import Evening, refusal_of

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
LENGTH = 600


def after(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


presses = st.lists(st.tuples(st.sampled_from(PRESSES), st.integers(0, 400)), max_size=12)


def pressed(sequence: list[tuple[str, int]]) -> tuple[list[Press], dt.datetime]:
    """What is written when leaders press these, each so many seconds after the one before; and when that is done."""
    written: list[Press] = []
    now = NOW
    for what, wait in sequence:
        now += dt.timedelta(seconds=wait)
        press = answer(timer_of(written), what, now, LENGTH)
        written += [press] if press else []
    return written, now


def left_at(timer: Timer | None, now: dt.datetime) -> float:
    if timer is None:
        return 0
    return max(0, (timer.ends_at - now if timer.ends_at else timer.left).total_seconds())


@given(presses)
def test_a_press_that_comes_twice_in_the_same_moment_changes_nothing_but_plus_one(
    sequence: list[tuple[str, int]],
) -> None:
    written, now = pressed(sequence)
    for what in ("start", "pause", "go"):
        first = answer(timer_of(written), what, now, LENGTH)
        if first is not None:
            assert answer(timer_of([*written, first]), what, now, LENGTH) is None


@given(presses, st.integers(0, 5000))
def test_pausing_and_going_on_loses_no_time_however_long_it_waited(sequence: list[tuple[str, int]], wait: int) -> None:
    written, now = pressed(sequence)
    before = left_at(timer_of(written), now)
    pause = answer(timer_of(written), "pause", now, LENGTH)
    if pause is None:
        return
    later = now + dt.timedelta(seconds=wait)
    assert left_at(timer_of([*written, pause]), later) == before
    go = answer(timer_of([*written, pause]), "go", later, LENGTH)
    assert go is not None
    assert left_at(timer_of([*written, pause, go]), later) == before


@given(presses)
def test_one_minute_more_is_one_minute_more_also_when_time_is_up(sequence: list[tuple[str, int]]) -> None:
    written, now = pressed(sequence)
    more = answer(timer_of(written), "more", now, LENGTH)
    if more is None:
        assert timer_of(written) is None
        return
    assert left_at(timer_of([*written, more]), now) == left_at(timer_of(written), now) + MORE


@given(presses)
def test_what_is_left_is_never_below_nothing_and_never_more_than_was_given(sequence: list[tuple[str, int]]) -> None:
    written, now = pressed(sequence)
    given_in_all = sum(press.seconds for press in written)
    assert 0 <= left_at(timer_of(written), now) <= given_in_all


def test_a_timer_that_ran_out_is_started_anew_and_a_running_one_is_not() -> None:
    timer = timer_of([Press("start", NOW, LENGTH)])
    assert timer == Timer(after(LENGTH))
    assert answer(timer, "start", after(10), LENGTH) is None
    assert answer(timer, "start", after(LENGTH), LENGTH) == Press("start", after(LENGTH), LENGTH)
    assert answer(None, "more", NOW, LENGTH) is None
    assert timer_of([Press("go", NOW)]) is None
    assert timer_of([Press("start", NOW, 60), Press("go", after(5)), Press("pause", after(10))]) == Timer(
        None, dt.timedelta(seconds=50)
    )


# In the room


def press(evening: Evening, what: str, at: dt.datetime, once: str = "") -> None:
    once = once or tokens.new_id()
    actions.press_timer(evening.event_id, evening.board, what, once=once, by_id=evening.leader_id, now=at)


def marks() -> int:
    return db.db.session.scalar(select(func.count()).select_from(TimerMark)) or 0


def test_every_press_is_a_fact_and_a_form_that_comes_twice_is_pressed_once(evening: Evening) -> None:
    press(evening, "start", NOW)
    press(evening, "start", after(1))
    for _tap in range(2):
        press(evening, "more", after(2), once="form")
    assert marks() == 2
    press(evening, "pause", after(60))
    assert queries.timer(evening.event_id) == Timer(None, dt.timedelta(minutes=evening.event.steps[1].minutes))
    first = db.db.session.scalars(select(TimerMark).order_by(TimerMark.place)).first()
    assert first is not None
    assert (first.by_id, first.co_leader_id, first.at) == (evening.leader_id, None, NOW)


def test_a_timer_belongs_to_the_step_that_the_room_is_in(evening: Evening) -> None:
    press(evening, "start", NOW)
    evening.go_to("vote")
    assert queries.timer(evening.event_id) is None
    assert refusal_of(press, evening, "more", NOW) == "room_moved_on"
    evening.go_to("ideas")
    assert queries.timer(evening.event_id) is None


def test_a_step_may_start_its_timer_as_it_opens(evening: Evening) -> None:
    vote = evening.steps["vote"]
    events.change_step(evening.event_id, vote, title="Rösta", prompt="", minutes=7, timer=True)
    events.open_step(evening.event_id, vote, evening.leader_id, NOW)
    assert queries.timer(evening.event_id) == Timer(after(7 * 60))


def test_lead_screen_and_phones_show_the_end_in_words_and_for_the_browser(small_evening: Evening) -> None:
    alva, omar = small_evening.browser(), small_evening.desk()
    lead = f"/e/{small_evening.event_id}/lead"
    omar.get(lead)
    signal = f"{small_evening.path}/signal"
    before = alva.client.get(signal).text
    omar.send("/timer")
    assert alva.client.get(signal).text != before
    timer = queries.timer(small_evening.event_id)
    assert timer is not None
    assert timer.ends_at is not None
    ends = f'data-ends="{int(timer.ends_at.timestamp() * 1000)}"'
    pages = [omar.get(lead), alva.get(small_evening.path), omar.client.get(f"/e/{small_evening.event_id}/screen/now")]
    for answered in pages:
        assert ends in answered.text
        assert "till " in answered.text
    omar.get(lead)
    omar.forge(f"/e/{small_evening.event_id}/steps/{small_evening.board}/timer", what="pause", once="x")
    for path in (lead, small_evening.path):
        browser = omar if path == lead else alva
        text = browser.get(path).text
        assert "data-ends" not in text
        assert "The timer waits" in text


def test_a_press_that_is_none_is_refused_and_a_step_that_was_left_says_so(small_evening: Evening) -> None:
    omar = small_evening.desk()
    path = f"/e/{small_evening.event_id}/steps/{small_evening.board}/timer"
    assert omar.forge(path, what="rewind", once="x").status_code == 422
    small_evening.go_to("vote")
    answered = omar.forge(path, what="start", once="x")
    assert answered.status_code == 409
    assert "moved on" in answered.text
