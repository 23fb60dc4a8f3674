"""Public records: what was withdrawn is kept, and destroyed only under a decision."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock, db
from participation.events import activities
from participation.events.contributions import actions, queries
from participation.events.contributions import actions as contributions
from participation.events.contributions.models import Contribution, Erasure, Support
from participation.events.records import actions as records
from participation.events.records import queries as record_queries
from tests.cast import ASTRID, WORDS, Evening, at_desk, evening_of, refusal_of, staff_of
from tests.reading import Browser, form_to, refusal_on, said

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def shown(evening: Evening, viewer: str | None = None) -> dict[str, int]:
    """What a board shows, by its words, with how many stand behind it."""
    db.db.session.rollback()
    return {item.text: item.support for item in queries.of_step(evening.board, viewer)}


def count(model: type) -> int:
    return db.db.session.scalar(select(func.count()).select_from(model)) or 0


# Destroying


def decide(
    evening: Evening, keep_days: int, *, board: str = "Kultur- och fritidsnämnden", on: dt.date | None = None
) -> str:
    return records.enter_decision(
        board=board,
        decided_on=on or dt.date(2026, 9, 1),
        paragraph="§ 84",
        keep_days=keep_days,
        by_id=evening.leader_id,
        today=dt.date(2026, 9, 12),
        now=NOW,
    )


@pytest.fixture
def held(town: Flask) -> Evening:
    """An evening from 16:30 to 20:30 with a kept, a withdrawn and a supported idea."""
    staff_of(town)
    evening = evening_of(town, starts_at=NOW)
    evening.go_to("ideas")
    alva = evening.join()
    kept, taken_back = evening.give("Kvar", alva), evening.give("Ångrad", alva)
    actions.support(evening.event_id, kept, evening.join())
    actions.withdraw(evening.event_id, taken_back, alva, NOW + dt.timedelta(hours=1))
    return evening


def destroyed(now: dt.datetime) -> int:
    return ([0, *records.destroy(now)])[-1]


FAR = NOW + dt.timedelta(days=40000)
ENDED = NOW + dt.timedelta(hours=4)


def test_without_a_decision_nothing_is_ever_destroyed(held: Evening) -> None:
    assert destroyed(FAR) == 0
    assert {item.text for item in db.db.session.scalars(select(Contribution))} == {"Kvar", "Ångrad"}
    assert (count(Erasure), count(Support)) == (0, 1)


def test_a_decision_destroys_exactly_what_is_due_and_says_so_in_a_row(held: Evening) -> None:
    decision = decide(held, 30)
    days = dt.timedelta(days=30)
    assert destroyed(NOW + days) == 0
    assert destroyed(NOW + dt.timedelta(hours=1) + days) == 1
    assert {item.text for item in db.db.session.scalars(select(Contribution))} == {"Kvar", ""}
    assert destroyed(ENDED + days - dt.timedelta(seconds=1)) == 0
    assert destroyed(ENDED + days) == 1
    rows = db.db.session.scalars(select(Contribution)).all()
    assert [(row.text, row.participant_id) for row in rows] == [("", None), ("", None)]
    assert {row.decision_id for row in db.db.session.scalars(select(Erasure))} == {decision}
    assert (count(Support), shown(held), activities.offers(held.event_id)) == (0, {}, [])
    assert list(record_queries.withdrawn(9)) == []
    assert destroyed(FAR) == 0


def test_a_decision_of_another_board_destroys_nothing_here(held: Evening) -> None:
    decide(held, 0, board="Tekniska nämnden")
    assert destroyed(FAR) == 0


def test_the_newest_decision_of_a_board_counts_alone(held: Evening) -> None:
    decide(held, 1, on=dt.date(2026, 8, 1))
    newest = decide(held, 365, on=dt.date(2026, 9, 2))
    assert destroyed(ENDED + dt.timedelta(days=364)) == 0
    assert destroyed(ENDED + dt.timedelta(days=365)) == 2
    assert {row.decision_id for row in db.db.session.scalars(select(Erasure))} == {newest}


def test_a_decision_is_entered_once_and_not_before_it_was_made(held: Evening) -> None:
    first = decide(held, 30)
    assert decide(held, 30) == first
    assert decide(held, 31) != first
    assert refusal_of(decide, held, 30, on=dt.date(2026, 9, 13)) == "decided_in_future"
    assert len(record_queries.decisions()) == 2


def test_many_are_destroyed_in_small_transactions_with_progress(held: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "AT_ONCE", 3)
    for number in range(6):
        held.give(f"Idé {number}")
    decide(held, 0)
    assert list(records.destroy(FAR)) == [3, 6, 8]


def test_the_command_says_what_it_did(held: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    run = held.app.test_cli_runner().invoke
    nothing = run(args=["retention"])
    assert (nothing.exit_code, nothing.output) == (0, "No destruction decision is entered: nothing is destroyed.\n")
    decide(held, 30)
    monkeypatch.setattr(clock, "now", lambda: ENDED + dt.timedelta(days=30))
    assert run(args=["retention"]).stdout == "2 contributions destroyed.\n"
    assert run(args=["retention"]).stdout == "0 contributions destroyed.\n"


# The registrar


def test_the_registrar_sees_what_was_taken_back_and_enters_a_decision(small_evening: Evening) -> None:
    alva = small_evening.join()
    idea = small_evening.give(WORDS[3], alva)
    contributions.withdraw(small_evening.event_id, idea, alva, clock.now())
    astrid = at_desk(small_evening.app, ASTRID)
    page = astrid.get("/staff/records").text
    assert WORDS[3] in said(page)
    assert "<script>alert" not in page
    assert "No decision has been entered." in said(page)
    board = small_evening.event.process.board
    answer = astrid.send("/staff/records", board=board, decided_on="2026-01-15", paragraph="§ 84", keep_days="365")
    assert answer.status_code == 200
    assert f"{board}, 15 Jan" in said(answer.text)
    assert "§ 84" in said(Browser(small_evening.app).get("/privacy").text)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"decided_on": "2199-01-01"}, "made already"),
        ({"decided_on": ""}, "Write a date"),
        ({"paragraph": ""}, "missing"),
        ({"paragraph": "x" * 41}, "too long"),
        ({"keep_days": "-1"}, "Choose one"),
        ({"keep_days": "länge"}, "Write a number"),
        ({"board": ""}, "missing"),
    ],
)
def test_a_refused_decision_keeps_what_was_typed(small_evening: Evening, typed: dict[str, str], words: str) -> None:
    astrid = at_desk(small_evening.app, ASTRID)
    astrid.get("/staff/records")
    sent = {"decided_on": "2026-01-15", "paragraph": "§ 84", "keep_days": "365", **typed}
    answer = astrid.send("/staff/records", **sent)
    assert answer.status_code == 422
    assert words in refusal_on(answer)
    kept = form_to(answer.text, "/staff/records").values
    assert {name: kept[name] for name in sent if name != "board"} == {
        name: sent[name] for name in sent if name != "board"
    }
    assert "No decision has been entered." in said(astrid.get("/staff/records").text)
