"""The methods that come with the product, and what a method's file may say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask

from participation import clock, methods
from participation.config import ROOT
from participation.db import db
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.library import queries as library
from participation.events.room import queries as room
from participation.methods import reading, rules, writing
from participation.proposals.drafting.rules import measure
from participation.refusal import Refusal
from tests.cast import OMAR, account, staff_of
from tests.cast import evening_of as any_evening

KEYS = sorted(methods.library())
EASY = 30
"""Below this a text is very easy to read, by LIX."""

FILE = """title = { sv = "Fika", en = "Coffee" }
summary = { sv = "Ni fikar.", en = "You have coffee." }
people = { least = 2, most = 9 }

[[checklist]]
days = 2
sv = "Kaffe"
en = "Coffee"

[[steps]]
kind = "ideas"
minutes = 10
title = { sv = "Tankar", en = "Thoughts" }
settings = { approval = "open" }
"""


@pytest.fixture
def process_id(town: Flask) -> str:
    staff_of(town)
    return any_evening(town).process_id


@pytest.mark.parametrize("key", KEYS)
def test_each_method_starts_a_working_event(process_id: str, key: str) -> None:
    method = methods.library()[key]
    starts_at = clock.now() + dt.timedelta(days=30)
    plan = events.Plan(method.title["sv"], "Torget", starts_at, starts_at + dt.timedelta(minutes=method.minutes), None)
    made = {"method_key": key, "organiser_id": account(OMAR).id, "now": clock.now()}
    for language in ("sv", "en"):
        event_id = events.create_event(process_id, plan, language=language, **made)
        event = event_queries.event(event_id)
        assert event is not None
        told = [(step.kind, step.title, step.prompt, step.minutes) for step in event.steps]
        assert told == [
            (step.kind, step.title[language], step.prompt.get(language, ""), step.minutes) for step in method.steps
        ]
        for step_id in [step.id for step in event.steps]:
            events.open_step(event_id, step_id, account(OMAR).id, clock.now())
            db.session.rollback()
            held = event_queries.event(event_id)
            assert held is not None
            assert room.for_leader(held).step.id == step_id
            assert room.for_screen(held).step.id == step_id


@pytest.mark.parametrize("key", KEYS)
def test_each_method_tells_all_that_somebody_needs_who_has_never_led_it(app: Flask, key: str) -> None:
    method = methods.library()[key]
    assert set(method.title) == set(method.suits) == set(method.outcome) == {"sv", "en"}
    assert method.checklist
    assert method.bring
    assert method.roles
    assert all(step.prompt and step.note for step in method.steps)
    reading.check_steps((methods.FOLDER / f"{key}.toml").read_text(encoding="utf-8"), method, library.known_kinds())


@pytest.mark.parametrize("key", KEYS)
def test_a_methods_words_are_easy(key: str) -> None:
    method = methods.library()[key].only("sv")
    cards = [card for step in method.steps for card in step.settings.get("cards", [])]
    shown = [text.rstrip(".?!") + "." for text in [*(step.prompt["sv"] for step in method.steps), *cards]]
    told = [words["sv"] for words in (method.summary, method.suits, method.outcome)]
    told += [step.note["sv"] for step in method.steps]
    assert [measure(" ".join(texts), "sv").score < EASY for texts in (shown, told)] == [True, True]


@pytest.mark.parametrize("key", KEYS)
def test_a_method_written_as_a_file_reads_the_same(key: str) -> None:
    method = methods.library()[key]
    assert reading.read(writing.as_file(method), key) == method
    only = method.only("sv")
    assert reading.read(writing.as_file(only), key) == only


def test_the_agenda_tells_the_time_of_day() -> None:
    assert methods.library()["idea-workshop"].times == ["14:00", "14:15", "15:00", "15:15"]
    assert reading.read(FILE, "x").times == [""]


def refused(source: str, **known: Any) -> tuple[str, Any]:
    """The code and the line with which a file is refused."""
    try:
        reading.check_steps(source, reading.read(source, "x"), known or {"ideas": {"approval": ("first", "open")}})
    except Refusal as refusal:
        return refusal.code, refusal.facts.get("line")
    return "accepted", None


def test_a_good_file_is_accepted() -> None:
    assert refused(FILE) == ("accepted", None)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('"Fika"', '"Fika', "method_not_toml", 1),
        ("most = 9", "most = " + "9" * 5000, "method_not_toml", 14),
        ("people = ", "x = " + "[" * 3000 + "\npeople = ", "method_not_toml", 15),
        ("title = {", "namn = {", "method_lacks", 1),
        ("minutes = 10\n", "", "method_lacks", 10),
        ("people = ", "folk = 3\npeople = ", "method_unknown", 3),
        ("minutes = 10", "minuter = 3\nminutes = 10", "method_unknown", 12),
        ("minutes = 10", "minutes = 0", "method_value", 12),
        ("minutes = 10", "minutes = true", "method_value", 12),
        ("minutes = 10", 'minutes = "tio"', "method_value", 12),
        ("least = 2", "least = 20", "method_value", 3),
        ("days = 2", "days = -1", "method_value", 6),
        ('"Kaffe"', '"  "', "method_value", 7),
        ('"Tankar"', '"Tan\\u202ekar"', "method_value", 13),
        ('"Tankar"', '"<b>Tankar</b>"', "method_markup", 13),
        ('"Ni fikar."', f'"{"å" * 601}"', "method_text", 2),
        ('sv = "Tankar", en', "en", "method_languages", 13),
        ('sv = "Tankar"', 'fi = "Ajatuksia"', "method_languages", 13),
        ('en = "Coffee" }', 'en = "Coffee", fi = "Kahvi" }', "method_languages", 1),
        ('kind = "ideas"', 'kind = "magic"', "method_kind", 11),
        ('kind = "ideas"', "kind = 3", "method_value", 11),
        ('approval = "open"', 'approval = "later"', "method_setting", 14),
        ('approval = "open"', 'at = "3"', "method_setting", 14),
        ('approval = "open"', 'approval = "<i>open"', "method_markup", 14),
        ("[[steps]]", "[steps]", "method_value", 1),
        ("[[checklist]]", "[[[checklist]]]", "method_not_toml", 5),
    ],
)
def test_a_refusal_names_the_line(old: str, new: str, code: str, line: int) -> None:
    assert old in FILE
    assert refused(FILE.replace(old, new, 1)) == (code, line)


def test_a_file_is_bounded() -> None:
    step = FILE[FILE.index("[[steps]]") :]
    assert refused(FILE + step * 60) == ("method_how_many", None)
    assert refused(FILE + "#" * rules.LONGEST_FILE) == ("method_too_long", None)
    assert refused(FILE[: FILE.index("[[steps]]")])[0] == "method_lacks"
    assert refused("") == ("method_lacks", 1)


def test_a_municipalitys_own_may_speak_one_language() -> None:
    one = FILE.replace(', en = "Coffee" }', " }").replace(', en = "You have coffee." }', " }")
    one = one.replace('en = "Coffee"\n', "").replace(', en = "Thoughts" }', " }")
    assert refused(one) == ("accepted", None)
    method = reading.read(one, "x")
    assert (method.language("en"), method.language("sv")) == ("sv", "sv")


def test_the_example_in_the_description_of_the_format_is_a_method(app: Flask) -> None:
    example = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8").partition("```toml")[2].partition("```")[0]
    reading.check_steps(example, reading.read(example, "open-question"), library.known_kinds())
