"""Meetings that come back: their dates, how each is prepared, and what was promised since the last one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask

from participation import clock, db
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.models import Event
from participation.events.preparing import actions as preparing
from participation.events.preparing import queries as checklists
from participation.events.preparing.actions import Point
from participation.events.room import queries as room
from participation.events.series import actions, queries, rules
from participation.events.series.models import Occasion
from participation.events.series.rules import Rhythm
from participation.jobs import worker
from participation.refusal import Refusal
from tests.cast import OLGA, PETRA, Evening, account, at_desk, refusal_of
from tests.conftest import count_queries
from tests.dialogues.talk import Talk
from tests.reading import Browser, refusal_on, said

ZONE = "Europe/Stockholm"
WEEKLY = Rhythm("week", None, 4)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def lay_out(evening: Evening, rhythm: Rhythm = WEEKLY) -> str:
    return actions.lay_out(evening.event_id, rhythm, zone=ZONE, by_id=evening.leader_id, now=clock.now())


def prepare_next(evening: Evening, series_id: str) -> str | None:
    return actions.prepare_next(series_id, zone=ZONE, by_id=evening.leader_id, now=clock.now())


def dates(series_id: str) -> list[Occasion]:
    db.db.session.rollback()
    return queries.occasions(series_id)


def event_of(event_id: str | None) -> Event:
    db.db.session.rollback()
    found = event_queries.event(event_id or "")
    assert found is not None
    return found


# When


def test_each_week_and_each_other_week() -> None:
    assert rules.days(day("2026-11-03"), Rhythm("week", day("2026-11-20"), None)) == [
        day("2026-11-03"), day("2026-11-10"), day("2026-11-17"),
    ]  # fmt: skip
    assert rules.days(day("2026-11-03"), Rhythm("two_weeks", None, 3))[-1] == day("2026-12-01")


def test_each_month_keeps_the_weekday() -> None:
    second_tuesdays = rules.days(day("2026-11-10"), Rhythm("month", None, 4))
    assert second_tuesdays == [day("2026-11-10"), day("2026-12-08"), day("2027-01-12"), day("2027-02-09")]
    fifth_or_last = rules.days(day("2026-09-30"), Rhythm("month", None, 3))
    assert fifth_or_last == [day("2026-09-30"), day("2026-10-28"), day("2026-11-25")]


def test_breaks_are_passed_over_and_do_not_count() -> None:
    breaks = rules.breaks_of("2026-12-15 – 2027-01-08\n\n2026-12-01")
    found = rules.days(day("2026-11-24"), Rhythm("week", None, 4, breaks))
    assert found == [day("2026-11-24"), day("2026-12-08"), day("2027-01-12"), day("2027-01-19")]
    assert rules.breaks_of("2026-12-02 till 2026-12-01") == ((day("2026-12-01"), day("2026-12-02")),)


@pytest.mark.parametrize("sheet", ["snart", "2026-13-01", "2026-12-01 –", "2026-12-01\n🎄", "2026-12-01\n" * 41])
def test_what_is_no_break_is_refused(sheet: str) -> None:
    with pytest.raises(Refusal):
        rules.breaks_of(sheet)


@pytest.mark.parametrize(
    ("rhythm", "code"),
    [
        (Rhythm("week", None, None), "when_it_ends"),
        (Rhythm("week", day("2026-11-05"), None), "only_one_meeting"),
        (Rhythm("week", None, 1), "only_one_meeting"),
        (Rhythm("week", day("2028-11-03"), None), "too_many_meetings"),
        (Rhythm("week", None, 3, ((day("2026-01-01"), day("2100-01-01")),)), "only_one_meeting"),
    ],
)
def test_a_rhythm_that_is_none_is_refused(rhythm: Rhythm, code: str) -> None:
    assert refusal_of(rules.days, day("2026-11-03"), rhythm) == code


def test_a_meeting_keeps_its_time_of_day_when_clocks_change() -> None:
    summer = dt.datetime(2026, 10, 20, 13, 0, tzinfo=dt.UTC)
    assert rules.at(day("2026-10-27"), summer, ZONE) == dt.datetime(2026, 10, 27, 14, 0, tzinfo=dt.UTC)


# Meetings


def test_dates_are_laid_out_at_once_and_pressing_twice_lays_out_once(town: Flask, evening: Evening) -> None:
    assert lay_out(evening) == lay_out(evening, Rhythm("month", None, 9))
    laid = dates(lay_out(evening))
    assert [item.event_id for item in laid] == [evening.event_id, None, None, None]
    assert [laid[0].starts_at + dt.timedelta(weeks=number) for number in range(3)] == [
        item.starts_at for item in laid[:3]
    ]


def test_when_a_meeting_is_over_the_next_is_prepared_as_this_one_was_in_the_end(town: Flask, evening: Evening) -> None:
    series_id = lay_out(evening)
    events.change_step(evening.event_id, evening.board, title="Tankar", prompt="Var då?", minutes=7)
    events.add_organiser(evening.event_id, account(OLGA).id)
    preparing.add_point(evening.event_id, Point("Boka mat", "Omars mamma", None), "food")
    evening.end()
    for _twice in range(2):
        actions.go_on(evening.event_id, zone=ZONE, by_id=evening.leader_id, now=clock.now())
    laid = dates(series_id)
    assert [item.event_id is None for item in laid] == [False, False, True, True]
    made = event_of(laid[1].event_id)
    assert (made.starts_at, made.ends_at, made.title) == (laid[1].starts_at, laid[1].ends_at, evening.event.title)
    assert made.hear_back_on == evening.event.hear_back_on + dt.timedelta(weeks=1)  # type: ignore[operator]
    assert (made.steps[1].title, made.steps[1].minutes) == ("Tankar", 7)
    assert [point.text for point in checklists.points(made.id)][-1] == "Boka mat"
    assert event_queries.organisers(made.id) == {evening.leader_id, account(OLGA).id}
    assert made.join_code != evening.code


def test_a_cancelled_meeting_leads_on_to_the_next_too(town: Flask, evening: Evening) -> None:
    series_id = lay_out(evening)
    evening.end("cancelled")
    actions.go_on(evening.event_id, zone=ZONE, by_id=evening.leader_id, now=clock.now())
    assert dates(series_id)[1].event_id is not None


def test_when_nobody_closes_a_meeting_the_next_is_prepared_some_days_before(town: Flask, evening: Evening) -> None:
    series_id = lay_out(evening)
    near = dates(series_id)[1].starts_at - dt.timedelta(days=2)
    assert worker.do_one(near)
    assert [item.event_id is None for item in dates(series_id)] == [False, False, True, True]


def test_dates_are_moved_dropped_taken_up_and_added(town: Flask, evening: Evening) -> None:
    series_id = lay_out(evening)
    second, third = dates(series_id)[1:3]
    later = second.starts_at + dt.timedelta(hours=3)
    for _twice in range(2):
        actions.move(series_id, second.id, later, later + dt.timedelta(hours=1))
        actions.drop(series_id, third.id, evening.leader_id, clock.now())
        actions.add(
            series_id, later + dt.timedelta(weeks=9), later + dt.timedelta(weeks=9, hours=1), "x", evening.leader_id
        )
    laid = dates(series_id)
    assert (laid[1].starts_at, laid[2].dropped_by_id, len(laid)) == (later, evening.leader_id, 5)
    first_made, then_made = prepare_next(evening, series_id), prepare_next(evening, series_id)
    assert event_of(first_made).starts_at == later
    assert event_of(then_made).starts_at == laid[3].starts_at
    actions.take_up(series_id, laid[2].id)
    assert dates(series_id)[2].dropped_at is None


def test_what_has_a_meeting_is_changed_on_the_meetings_own_page(town: Flask, evening: Evening) -> None:
    series_id = lay_out(evening)
    first, second = dates(series_id)[:2]
    assert refusal_of(actions.drop, series_id, first.id, evening.leader_id, clock.now()) == "already_prepared"
    backwards: tuple[Any, ...] = (series_id, second.id, second.ends_at, second.starts_at)
    assert refusal_of(actions.move, *backwards) == "ends_before_start"


def test_a_series_ends_when_no_date_is_left(town: Flask, evening: Evening) -> None:
    series_id = lay_out(evening, Rhythm("week", None, 2))
    assert prepare_next(evening, series_id) is not None
    assert prepare_next(evening, series_id) is None


# Since last time


def test_the_next_meeting_begins_with_what_was_promised_at_the_one_before(town: Flask, evening: Evening) -> None:
    talk = Talk(evening)
    talk.promised("När byggs hallen?", PETRA)
    series_id = lay_out(evening)
    evening.end()
    actions.go_on(evening.event_id, zone=ZONE, by_id=evening.leader_id, now=clock.now())
    made = event_of(dates(series_id)[1].event_id)
    step_id = Evening.add_step(
        Evening(evening.app, evening.leader, made.id, evening.process_id, "", {}, evening.leader_id), "since_last"
    )
    events.open_step(made.id, step_id, evening.leader_id, clock.now())
    facts = room.for_screen(event_of(made.id)).facts
    assert [(item.text, item.who, item.due is not None) for item in facts["asked"]] == [
        ("När byggs hallen?", account(PETRA).name, True)
    ]
    assert facts["before"].id == evening.event_id


def test_without_a_series_it_is_the_meeting_before_in_the_process(town: Flask, evening: Evening) -> None:
    assert queries.held_before(evening.event) == []
    evening.end()
    later = evening.event.starts_at + dt.timedelta(days=20)
    plan = events.Plan("Svar", "", later, later + dt.timedelta(hours=1), None)
    made = events.create_event(
        evening.process_id,
        plan,
        method_key="answer-meeting",
        language="sv",
        organiser_id=evening.leader_id,
        now=clock.now(),
    )
    assert [event.id for event in queries.held_before(event_of(made))] == [evening.event_id]


# Pages


def test_omar_lets_his_evening_come_back(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/prepare")
    assert "Let it come back" in said(omar.page)
    omar.get(f"{small_evening.path}/series")
    answer = omar.send("/series", every="week", times="3", breaks="snart")
    assert answer.status_code == 422
    assert "no date: “snart”" in refusal_on(answer)
    assert "snart" in answer.text
    answer = omar.send("/series", every="week", times="3", breaks="")
    assert answer.status_code == 200
    address = omar.at
    assert said(answer.text).count("Change") == 2
    small_evening.end()
    omar.get(address)
    second = dates(address.rpartition("/")[2])[1]
    omar.send(f"/dates/{second.id}", drop="1")
    assert "nobody meets" in said(omar.page)
    omar.send(f"/dates/{second.id}")
    assert "nobody meets" not in said(omar.page)
    omar.send("/next")
    assert omar.at.endswith("/prepare")
    assert "The series" in said(omar.page)
    assert f'href="{address}"' in omar.get(f"{small_evening.path}/series").text
    assert "Meetings that come back" in said(omar.get(f"/staff/processes/{small_evening.process_id}").text)


def test_closing_on_the_leaders_page_prepares_the_next(small_evening: Evening) -> None:
    series_id = lay_out(small_evening)
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/lead")
    hear = (small_evening.event.starts_at + dt.timedelta(days=9)).date().isoformat()
    assert omar.send("/ending", kind="closed", hear_back_on=hear).status_code == 200
    assert dates(series_id)[1].event_id is not None


def test_bad_dates_are_refused_with_words(small_evening: Evening, others_evening: Evening) -> None:
    series_id = lay_out(small_evening)
    omar = small_evening.desk()
    address = f"/staff/series/{series_id}"
    second = dates(series_id)[1]
    omar.get(address)
    answer = omar.send(f"/dates/{second.id}", move="1", starts_at="🎄", ends_at="")
    assert (answer.status_code, refusal_on(answer)) == (422, "Write a date and a time here.")
    answer = omar.send("/dates", starts_at="2027-01-05T15:00", ends_at="2027-01-05T14:00")
    assert answer.status_code == 422
    assert omar.forge(f"{address}/dates/nothing", drop="1").status_code == 404
    foreign = lay_out(others_evening)
    assert omar.forge(f"{address}/dates/{dates(foreign)[1].id}", drop="1").status_code == 404
    assert at_desk(small_evening.app, OLGA).get(address).status_code == 403
    assert Browser(small_evening.app).get(address).status_code == 303


def test_a_long_series_takes_as_many_queries_as_a_short_one(small_evening: Evening) -> None:
    series_id = lay_out(small_evening, Rhythm("week", None, 3))
    omar = small_evening.desk()
    seen = []
    for round_ in range(2):
        with count_queries() as counted:
            assert omar.get(f"/staff/series/{series_id}").status_code == 200
            omar.get(f"/staff/processes/{small_evening.process_id}")
        seen.append(counted.count)
        for number in range(12 * (1 - round_)):
            later = small_evening.event.starts_at + dt.timedelta(weeks=9 + number)
            actions.add(series_id, later, later + dt.timedelta(hours=1), f"{number}", small_evening.leader_id)
    assert seen[0] == seen[1]
