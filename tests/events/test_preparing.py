"""The checklist before an event, and making an event anew: what is kept, what is not, what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from participation import clock, methods, tokens
from participation.db import db
from participation.events import queries as events
from participation.events.actions import Plan
from participation.events.participants import queries as participants
from participation.events.preparing import actions, queries, rules
from participation.events.preparing.actions import Point
from participation.events.preparing.models import ChecklistPoint
from participation.refusal import Refusal
from tests.cast import OLGA, OMAR, Evening, account, at_desk, refusal_of
from tests.conftest import count_queries
from tests.reading import refusal_on, said

METHOD = [point.text["sv"] for point in methods.library()["idea-workshop"].checklist]
FOOD = Point("Boka mat till trettio", "Omars mamma", dt.date(2026, 9, 20))
NEXT_YEAR = {"title": "Idékväll igen", "starts_at": "2027-09-26T18:00", "ends_at": "2027-09-26T21:00"}


def texts(event_id: str) -> list[str]:
    db.session.rollback()
    return [point.text for point in queries.points(event_id)]


def first(evening: Evening) -> ChecklistPoint:
    db.session.rollback()
    return queries.points(evening.event_id)[0]


def plan() -> Plan:
    starts_at = dt.datetime(2027, 9, 26, 16, tzinfo=dt.UTC)
    return Plan("Nästa år", "Torget", starts_at, starts_at + dt.timedelta(hours=3), None)


# The checklist


def test_a_new_event_has_its_methods_list_in_its_order(town: Flask, evening: Evening) -> None:
    assert texts(evening.event_id) == METHOD
    assert queries.progress(evening.event_id) == rules.Progress(0, len(METHOD))


def test_a_tick_says_who_and_when_and_the_first_one_stands(town: Flask, evening: Evening) -> None:
    at = clock.now().replace(microsecond=0)
    for staff_id, moment in ((evening.leader_id, at), (account(OLGA).id, at + dt.timedelta(hours=1))):
        actions.tick(evening.event_id, first(evening).id, staff_id, moment)
    point = first(evening)
    assert point.tick is not None
    assert (point.tick.by_id, point.tick.by.name, point.tick.at) == (evening.leader_id, account(OMAR).name, at)
    assert queries.progress(evening.event_id).done == 1
    for _twice in range(2):
        actions.untick(evening.event_id, point.id)
    assert first(evening).tick is None


def test_points_are_added_changed_and_taken_away(town: Flask, evening: Evening) -> None:
    for _twice in range(2):
        actions.add_point(evening.event_id, FOOD, "one form")
    assert texts(evening.event_id) == [*METHOD, FOOD.text]
    point = queries.points(evening.event_id)[-1]
    actions.change_point(evening.event_id, point.id, Point("Boka mat", "Olga", None))
    actions.tick(evening.event_id, point.id, evening.leader_id, clock.now())
    for _twice in range(2):
        actions.remove_point(evening.event_id, point.id)
    assert texts(evening.event_id) == METHOD


def test_an_event_from_before_takes_the_methods_list_and_what_it_lacks(town: Flask, evening: Evening) -> None:
    for point in queries.points(evening.event_id)[1:]:
        actions.remove_point(evening.event_id, point.id)
    for _twice in range(2):
        actions.use_list(evening.event_id, [(text, None) for text in METHOD])
    assert sorted(texts(evening.event_id)) == sorted(METHOD)


def test_a_list_that_nobody_would_read_is_refused() -> None:
    rules.check_points(rules.MOST_POINTS - 1)
    with pytest.raises(Refusal):
        rules.check_points(rules.MOST_POINTS)


def test_another_events_point_is_not_reached(town: Flask, evening: Evening) -> None:
    point = first(evening)
    for attempt in (
        lambda: actions.tick("x", point.id, evening.leader_id, clock.now()),
        lambda: actions.untick("x", point.id),
        lambda: actions.change_point("x", point.id, FOOD),
        lambda: actions.remove_point("x", point.id),
    ):
        assert refusal_of(attempt) == "unknown_point"


def test_a_long_list_takes_as_many_queries_as_a_short_one(town: Flask, evening: Evening) -> None:
    seen = []
    for _round in range(2):
        db.session.rollback()
        db.session.expunge_all()
        with count_queries() as counted:
            assert [point.tick for point in queries.points(evening.event_id)]
            queries.progress_of_process(evening.process_id)
        seen.append(counted.count)
        for number in range(20):
            actions.add_point(evening.event_id, Point(f"Punkt {number}", "", None), "form")
        actions.tick(evening.event_id, first(evening).id, evening.leader_id, clock.now())
    assert seen == [2, 2]


def test_omar_keeps_the_list_without_javascript(small_evening: Evening) -> None:
    omar = small_evening.desk()
    address = f"{small_evening.path}/checklist"
    omar.get(address)
    answer = omar.send("/checklist", text=FOOD.text, responsible=FOOD.responsible, due="2026-09-20")
    assert "Omars mamma sees to it. Late since 20 September" in said(answer.text)
    point_id = first(small_evening).id
    answer = omar.send(f"/{point_id}/tick")
    assert "1 of 5 points are ready." in said(answer.text)
    assert "Ready, says" in said(answer.text)
    answer = omar.send(f"/{point_id}/tick")
    assert "0 of 5 points are ready." in said(answer.text)
    assert "0 of 5 ready" in said(omar.get(f"/staff/processes/{small_evening.process_id}").text)
    omar.get(address)
    omar.send(f"/checklist/{point_id}", remove="1")
    assert METHOD[0] not in texts(small_evening.event_id)
    assert "Add what is missing" in omar.page
    omar.send("/checklist/method")
    assert "Add what is missing" not in omar.page


def test_a_refused_point_keeps_what_was_typed(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/checklist")
    answer = omar.send("/checklist", text="å" * 201, responsible="Olga", due="sen")
    assert answer.status_code == 422
    assert "too long" in refusal_on(answer)
    assert "å" * 201 in answer.text
    assert 'value="Olga"' in answer.text
    point = first(small_evening)
    answer = omar.send(f"/checklist/{point.id}", text="Mat", due="sen")
    assert "Write a date here" in refusal_on(answer)


# The same again


def test_a_copy_has_the_agenda_and_the_list_and_nobody_in_it(town: Flask, evening: Evening) -> None:
    evening.give("Mer ljus", evening.join())
    actions.add_point(evening.event_id, FOOD, "form")
    actions.tick(evening.event_id, first(evening).id, evening.leader_id, clock.now())
    copy_id = actions.copy_event(
        evening.event_id, evening.process_id, plan(), organiser_id=evening.leader_id, now=clock.now()
    )
    db.session.rollback()
    old, new = evening.event, events.event(copy_id)
    assert new is not None
    told = [[(step.kind, step.title, step.prompt, step.minutes, step.settings) for step in e.steps] for e in (old, new)]
    assert told[0] == told[1]
    assert {step.id for step in old.steps} & {step.id for step in new.steps} == set()
    assert texts(copy_id) == [*METHOD, FOOD.text]
    assert [(point.responsible, point.due, point.tick) for point in queries.points(copy_id)] == [("", None, None)] * 5
    assert new.join_code != old.join_code
    assert (events.joined(copy_id), participants.slips(copy_id)) == (0, (0, 0))
    assert (new.method, new.hear_back_on, new.ending) == (old.method, None, None)


def test_the_same_form_sent_twice_makes_one_copy(town: Flask, evening: Evening) -> None:
    once = tokens.new_id()
    made = {
        actions.copy_event(
            evening.event_id, evening.process_id, plan(), organiser_id=evening.leader_id, now=clock.now(), once=once
        )
        for _twice in range(2)
    }
    assert len(made) == 1
    assert len(events.of_process(evening.process_id)) == 2


def test_omar_uses_last_years_event_again(small_evening: Evening) -> None:
    small_evening.end()
    omar = small_evening.desk()
    assert "Use it again" in said(omar.get(f"/staff/processes/{small_evening.process_id}").text)
    omar.get(f"{small_evening.path}/copy")
    answer = omar.send("/copy", **{**NEXT_YEAR, "ends_at": "2027-09-26T17:00"})
    assert "It must end after it starts" in refusal_on(answer)
    answer = omar.send("/copy", **NEXT_YEAR)
    assert answer.status_code == 200
    assert omar.at.endswith("/prepare")
    assert "Idékväll igen" in said(answer.text)


def test_nobody_copies_into_a_process_that_they_do_not_work_in(small_evening: Evening, others_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/copy")
    answer = omar.send("/copy", **NEXT_YEAR, process=others_evening.process_id)
    assert "Choose one" in refusal_on(answer)
    assert at_desk(small_evening.app, OLGA).get(f"{small_evening.path}/copy").status_code == 403
