"""Events: prepared from a method, changed, moved from step to step, ended."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock, db, methods, tokens
from participation.events import actions, queries
from participation.events.contributions import actions as contributions
from participation.events.models import Event, Opening
from participation.events.room import queries as room
from participation.ideas import actions as ideas
from participation.tokens import CODE_ALPHABET
from tests.cast import OLGA, OMAR, Evening, account, evening_of, refusal_of, staff_of

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def plan(**other: object) -> actions.Plan:
    known: dict[str, object] = {
        "title": "Hur blir kvällen bättre?",
        "place": "",
        "starts_at": NOW,
        "ends_at": NOW + dt.timedelta(hours=3),
        "hear_back_on": None,
    }
    return actions.Plan(**{**known, **other})  # type: ignore[arg-type]


def prepare(
    evening: Evening, a_plan: actions.Plan, method: str = "idea-workshop", language: str = "sv", once: str = ""
) -> str:
    return actions.create_event(
        evening.process_id,
        a_plan,
        method_key=method,
        language=language,
        organiser_id=evening.leader_id,
        now=NOW,
        once=once,
    )


def openings() -> int:
    return db.db.session.scalar(select(func.count()).select_from(Opening).where(Opening.closed_at.is_(None))) or 0


# Preparing


def test_an_event_gets_the_agenda_of_its_method_in_the_language_of_who_prepares_it(evening: Evening) -> None:
    method = methods.library()["idea-workshop"]
    for language in ("sv", "en"):
        event = queries.event(prepare(evening, plan(), language=language))
        assert event is not None
        assert [(step.kind, step.title) for step in event.steps] == [
            (step.kind, step.title[language]) for step in method.steps
        ]
        assert event.steps[2].settings == {"most": 3, "note": method.steps[2].note[language]}


def test_every_event_has_a_code_of_its_own_that_is_easy_to_read_out(evening: Evening) -> None:
    codes = {queries.event(prepare(evening, plan())).join_code for _ in range(30)}  # type: ignore[union-attr]
    assert len(codes) == 30
    assert all(len(code) == 6 and set(code) <= set(CODE_ALPHABET) for code in codes)
    assert not set("0O1IL") & set(CODE_ALPHABET)


def test_a_code_that_was_used_is_never_given_again(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([evening.code, evening.code, "ABCDEF"])
    monkeypatch.setattr(tokens, "new_code", lambda _length: next(drawn))
    evening.end()
    made = queries.event(prepare(evening, plan()))
    assert made is not None
    assert made.join_code == "ABCDEF"
    found = queries.by_code(evening.code)
    assert found is not None
    assert found.id == evening.event_id


def test_the_same_form_twice_is_one_event_and_another_plan_another_one(evening: Evening) -> None:
    first = prepare(evening, plan(), once="form")
    assert prepare(evening, plan(), once="form") == first
    assert prepare(evening, plan(place="Torget"), once="form") != first
    assert prepare(evening, plan(), once="another form") != first
    assert db.db.session.scalar(select(func.count()).select_from(Event)) == 4


def test_a_plan_that_cannot_be_held_is_refused_and_changes_nothing(evening: Evening) -> None:
    backwards = plan(ends_at=NOW - dt.timedelta(hours=1))
    assert refusal_of(prepare, evening, backwards) == "ends_before_start"
    assert refusal_of(prepare, evening, plan(), method="world-peace") == "unknown_method"
    assert refusal_of(actions.change_event, evening.event_id, backwards) == "ends_before_start"
    assert db.db.session.scalar(select(func.count()).select_from(Event)) == 1
    actions.change_event(evening.event_id, plan(title="Nytt namn", place="Torget", hear_back_on=dt.date(2026, 10, 3)))
    event = evening.event
    assert (event.title, event.place, event.starts_at, event.hear_back_on) == (
        "Nytt namn",
        "Torget",
        NOW,
        dt.date(2026, 10, 3),
    )


def test_a_steps_words_and_time_are_changed_but_not_another_events(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    words: dict[str, Any] = {"title": "Tänk", "prompt": "Var då?", "minutes": 7}
    actions.change_step(evening.event_id, evening.board, **words)
    step = next(step for step in evening.event.steps if step.id == evening.board)
    assert (step.title, step.prompt, step.minutes) == ("Tänk", "Var då?", 7)
    assert refusal_of(actions.change_step, evening.event_id, other.board, **words) == "unknown_step"
    assert refusal_of(actions.change_step, evening.event_id, "nothing", **words) == "unknown_step"


def test_a_colleague_added_twice_leads_once(evening: Evening) -> None:
    for _tap in range(2):
        actions.add_organiser(evening.event_id, account(OLGA).id)
    assert list(queries.organiser_names(evening.event_id)) == ["Olga Nyberg", "Omar Haddad"]
    assert [event.id for event in queries.led_by(account(OLGA), 5)] == [evening.event_id]


# Where the room is


def test_the_room_is_in_one_step_at_a_time(evening: Evening) -> None:
    assert [step.id for step in queries.steps_open(evening.event, "step")] == [evening.board]
    evening.go_to("vote")
    evening.go_to("vote")
    assert [step.id for step in queries.steps_open(evening.event, "step")] == [evening.steps["vote"]]
    current = queries.current_step(evening.event)
    assert current is not None
    assert current.kind == "vote"
    actions.close_step(evening.event_id, evening.leader_id, NOW)
    actions.close_step(evening.event_id, evening.leader_id, NOW)
    assert queries.current_step(evening.event) is None
    assert openings() == 0


def test_others_are_opened_and_closed_for_one_step(evening: Evening) -> None:
    board = next(step for step in evening.event.steps if step.id == evening.board)
    assert not queries.others_are_open(board)
    evening.open_others()
    evening.open_others()
    assert queries.others_are_open(board)
    actions.close_others(evening.event_id, evening.board, evening.leader_id, NOW)
    assert not queries.others_are_open(board)


@pytest.mark.parametrize("verb", ["open_step", "open_others", "close_others"])
def test_a_step_of_another_event_cannot_be_opened_here(evening: Evening, verb: str) -> None:
    other = evening_of(evening.app, OLGA)
    attempt = getattr(actions, verb)
    assert refusal_of(attempt, evening.event_id, other.board, evening.leader_id, NOW) == "unknown_step"
    assert other.event.open_now == []


def test_two_leaders_who_press_at_the_same_moment_are_one_after_the_other(evening: Evening) -> None:
    fates: list[str] = []
    gate = threading.Barrier(4)

    def press(kind: str) -> None:
        with evening.app.app_context():
            gate.wait()
            try:
                evening.go_to(kind)
                evening.open_others()
                fates.append("done")
            except Exception as problem:
                fates.append(repr(problem))
            db.db.session.remove()

    threads = [threading.Thread(target=press, args=(kind,)) for kind in ("welcome", "vote", "next", "ideas")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fates == ["done"] * 4
    assert len(queries.steps_open(evening.event, "step")) == 1
    assert openings() == 2


# Ending


def test_closing_closes_the_step_and_is_done_once(evening: Evening) -> None:
    evening.end()
    assert evening.event.ending is not None
    assert (evening.event.ending.kind, openings()) == ("closed", 0)
    assert refusal_of(evening.end) == "already_over"
    assert refusal_of(evening.go_to, "vote") == "event_over"


def test_an_event_closes_only_with_a_day_after_it_on_which_people_hear_back(evening: Evening) -> None:
    def end(day: dt.date | None) -> str:
        how = {"reason": "", "hear_back_on": day, "by_id": evening.leader_id, "now": NOW}
        return refusal_of(actions.end_event, evening.event_id, "closed", **how)

    actions.change_event(evening.event_id, plan())
    assert end(None) == "needs_hear_back"
    assert end(dt.date(2026, 9, 1)) == "heard_back_too_early"
    assert evening.event.hear_back_on is None
    assert end(dt.date(2026, 10, 3)) == "accepted"
    assert evening.event.hear_back_on == dt.date(2026, 10, 3)


def test_a_closing_pressed_twice_at_once_ends_once(evening: Evening) -> None:
    fates: list[str] = []
    gate = threading.Barrier(2)

    def press() -> None:
        with evening.app.app_context():
            gate.wait()
            try:
                fates.append(refusal_of(evening.end, "cancelled"))
            except Exception as problem:
                fates.append(repr(problem))
            db.db.session.remove()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(fates) == ["accepted", "already_over"]


# What phones and screens compare


def test_a_phones_signal_has_a_new_key_when_its_page_is_another_one_and_a_count_of_what_can_be_seen(
    evening: Evening,
) -> None:
    who = evening.join()
    idea = evening.give("Mer ljus", who)
    keys: list[str] = []

    def count() -> int:
        key, seen = room.signal(evening.event_id).split()
        keys.append(key)
        return int(seen)

    assert count() == 0
    evening.give("Fler bussar", who)
    evening.join()
    assert (count(), keys[-1]) == (0, keys[0]), "what nobody else may see yet sends no phone anywhere"
    evening.open_others()
    assert count() == 2
    evening.give("Sagt högt")
    assert (count(), keys[-1]) == (3, keys[-2]), "more to see is offered, not forced"
    contributions.withdraw(evening.event_id, idea, who, clock.now())
    assert (count(), keys[-1] != keys[-2]) == (2, True), "what is taken back leaves every phone at once"
    evening.go_to("vote")
    count()
    evening.end()
    count()
    assert len(set(keys)) == 5
    assert (room.signal("nothing"), room.leader_signal("nothing")) == ("gone 0", "gone")
    assert "covered" in room.screen_html("nothing")


def test_the_leaders_signal_changes_with_everything_that_comes_in(evening: Evening) -> None:
    seen = [room.leader_signal(evening.event_id)]
    assert room.leader_signal(evening.event_id) == seen[0], "looking again changes nothing"
    who = evening.join()
    seen.append(room.leader_signal(evening.event_id))
    evening.give("Mer ljus", who)
    seen.append(room.leader_signal(evening.event_id))
    theme = ideas.add_theme(evening.event_id, evening.board, "Ljus")
    seen.append(room.leader_signal(evening.event_id))
    ideas.rename_theme(evening.event_id, theme, "Mörker")
    seen.append(room.leader_signal(evening.event_id))
    assert len(set(seen)) == 5


def test_an_empty_town_has_nobody_and_nothing(town: Flask) -> None:
    staff_of(town)
    assert queries.event("nothing") is None
    assert queries.by_code("ABCDEF") is None
    assert queries.joined("nothing") == 0
    assert list(queries.led_by(account(OMAR), 5)) == []
