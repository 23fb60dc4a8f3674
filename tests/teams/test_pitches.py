"""Pitches: in an order, one at a time, each with its minute."""

from __future__ import annotations

import datetime as dt

import pytest

from participation import clock
from participation.db import db
from participation.teams.pitches import actions, queries
from tests.cast import refusal_of
from tests.conftest import count_queries
from tests.reading import said
from tests.teams.hackathon import Hackathon


@pytest.fixture
def ready(hackathon: Hackathon) -> list[str]:
    """Three teams with solutions, on each database."""
    return handed_in(hackathon)


def handed_in(hackathon: Hackathon, teams: int = 3) -> list[str]:
    hackathon.form(teams, way="choice", teams=teams)
    hackathon.go_to("team_work")
    for team in hackathon.teams:
        given = hackathon.finish(team.id, hackathon.somebody_in(team.id), f"Lösning {team.number}\nSå gör vi")
        hackathon.approve(given)
    hackathon.go_to("pitches")
    return [team.id for team in hackathon.teams]


def call(hackathon: Hackathon, team_id: str | None, seen: str = "") -> None:
    step, leader = hackathon.steps["pitches"], hackathon.leader_id
    actions.call(hackathon.event_id, step, team_id, seen=seen, by_id=leader, now=clock.now())


def order(hackathon: Hackathon) -> list[str]:
    db.session.rollback()
    return queries.order(hackathon.steps["pitches"], hackathon.event_id)


def test_teams_pitch_by_number_until_an_order_is_drawn(hackathon: Hackathon, ready: list[str]) -> None:
    assert order(hackathon) == ready
    step = hackathon.steps["pitches"]
    for _press in range(2):
        actions.draw_order(hackathon.event_id, step, "a lot that moves them")
    drawn = order(hackathon)
    assert sorted(drawn) == sorted(ready)
    call(hackathon, drawn[0])
    assert refusal_of(actions.draw_order, hackathon.event_id, step, "another") == "pitches_begun"


def test_two_leaders_do_not_push_each_other_past_a_team(hackathon: Hackathon, ready: list[str]) -> None:
    first, second, third = ready
    call(hackathon, first)
    call(hackathon, second, first)
    call(hackathon, second, first)
    assert refusal_of(call, hackathon, third, first) == "room_moved_on"
    turn = queries.turn(hackathon.steps["pitches"])
    assert turn is not None
    assert turn.team_id == second


def test_the_time_starts_once_and_only_for_who_was_called(hackathon: Hackathon, ready: list[str]) -> None:
    step, now = hackathon.steps["pitches"], clock.now()
    assert refusal_of(actions.start, hackathon.event_id, step, ready[0], now) == "room_moved_on"
    call(hackathon, ready[0])
    for seconds in (0, 20):
        actions.start(hackathon.event_id, step, ready[0], now + dt.timedelta(seconds=seconds))
    turn = queries.turn(step)
    assert turn is not None
    assert turn.started_at == now
    assert refusal_of(actions.start, hackathon.event_id, step, ready[1], now) == "room_moved_on"


def test_only_what_everybody_may_read_is_pitched(hackathon: Hackathon, ready: list[str]) -> None:
    hackathon.go_to("team_work")
    hackathon.finish(ready[1], hackathon.somebody_in(ready[1]), "Ny lösning\nSom ledaren inte sett")
    assert order(hackathon) == [ready[0], ready[2]]
    assert refusal_of(call, hackathon, ready[1]) == "unknown_team"


def test_one_thumb_leads_all_pitches_and_everybody_sees_whose_turn_it_is(small_hackathon: Hackathon) -> None:
    handed_in(small_hackathon, 2)
    waiting = small_hackathon.member(1)
    omar = small_hackathon.desk()
    step = small_hackathon.steps["pitches"]
    omar.get(f"{small_hackathon.path}/lead")
    assert "Next team: Team 1" in said(omar.page)
    assert "Next: Team 1" in said(waiting.get(small_hackathon.path).text)
    omar.send(f"/pitches/{step}/call")
    assert "Start the 60 seconds" in said(omar.page)
    assert "You are next" in said(waiting.get(small_hackathon.path).text)
    assert "You told the leader." in said(waiting.send("/report").text)
    omar.send(f"/pitches/{step}/start")
    screen = small_hackathon.desk().get(f"{small_hackathon.path}/screen/now").text
    assert "Lösning 1" in screen
    assert 'role="timer"' in screen
    values = next_team(omar.page, step)
    omar.post(f"{small_hackathon.path}/pitches/{step}/call", **values)
    assert "Your turn" in said(waiting.get(small_hackathon.path).text)
    values = next_team(omar.page, step)
    assert values["team"] == ""
    omar.post(f"{small_hackathon.path}/pitches/{step}/call", **values)
    assert "All teams have pitched" in said(waiting.get(small_hackathon.path).text)
    assert "2 solutions" in said(omar.get(f"{small_hackathon.path}/screen/now").text)


def next_team(page: str, step: str) -> dict[str, str]:
    """What the button that goes on sends."""
    from tests.reading import forms_of

    forms = [form.values for form in forms_of(page) if form.action.endswith(f"/pitches/{step}/call")]
    return forms[1] if len(forms) > 1 and forms[0]["team"] != "" and page.count("Team before") else forms[0]


def test_pitches_ask_the_same_of_the_database_for_few_and_for_many(small_hackathon: Hackathon) -> None:
    counts = []
    handed_in(small_hackathon, 2)
    alva, omar = small_hackathon.member(), small_hackathon.desk()
    for _round in range(2):
        seen = []
        for who, path in ((alva, ""), (omar, "/lead"), (omar, "/screen/now")):
            who.get(small_hackathon.path + path)
            with count_queries() as asked:
                assert who.get(small_hackathon.path + path).status_code == 200
            seen.append(asked.count)
        counts.append(seen)
        from participation.teams.forming import actions as forming

        small_hackathon.go_to("team_work")
        for place in range(10):
            forming.add_team(small_hackathon.event_id, small_hackathon.steps["form_teams"], f"more {place}")
        for team in small_hackathon.teams[2:]:
            given = small_hackathon.finish(team.id, small_hackathon.somebody_in(team.id), f"Ny {team.number}\nSå")
            small_hackathon.approve(given)
        small_hackathon.go_to("pitches")
    assert counts[0] == counts[1]


def test_odd_values_are_refused_with_words(small_hackathon: Hackathon) -> None:
    handed_in(small_hackathon, 1)
    omar = small_hackathon.desk()
    step = small_hackathon.steps["pitches"]
    for seconds in ("", "5", "x", "901"):
        omar.get(f"{small_hackathon.path}/prepare")
        assert omar.send(f"/pitches/{step}/settings", seconds=seconds).status_code == 422
    omar.get(f"{small_hackathon.path}/lead")
    assert omar.send(f"/pitches/{step}/call", team="nobody").status_code == 404
