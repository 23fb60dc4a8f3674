"""The evaluation of a process: what rooms tell, what organisers learned, who may read it, and nothing about few."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from sqlalchemy import func, select, update

from participation import clock, db
from participation.evaluation import actions, queries
from participation.evaluation.models import EvaluationRelease, Lesson
from participation.events.models import Event
from participation.processes import chapters
from participation.processes.chapters import Voice
from participation.processes.models import Process
from participation.pulses import actions as pulses
from participation.pulses import comparing
from participation.pulses.queries import CHECK_IN, CHECK_OUT
from tests.cast import LONG_WORD, OLGA, WORDS, Evening, at_desk, evening_of
from tests.pulses.conftest import all_answer, pulse
from tests.reading import Browser, refusal_on, said

ASKED = ["weather", "leads", "gender", "place"]
PLACES = ["Norra", "Södra"]


def answered(evening: Evening, entry: int, exit_: int, people: int = 8) -> None:
    """People believe `entry` at check-in and `exit_` at check-out; five are girls, from Norra, the rest say nothing."""
    who = [evening.join() for _one in range(people)]
    pulse(evening, CHECK_IN, questions=ASKED, places=PLACES)
    all_answer(evening, who, CHECK_IN, *([2, entry, *([0, 0] if place < 5 else [])] for place in range(people)))
    pulse(evening, CHECK_OUT, questions=ASKED, places=PLACES)
    all_answer(evening, who, CHECK_OUT, *([1, exit_] for _one in who))


def told(evening: Evening) -> queries.Evaluation:
    db.db.session.rollback()
    return queries.evaluation(db.db.session.get_one(Process, evening.process_id))


def keys(evening: Evening) -> list[str]:
    return [part.chapter.key for part in told(evening).parts]


def count(table: type) -> int:
    db.db.session.rollback()
    return db.db.session.scalar(select(func.count()).select_from(table)) or 0


def words(*texts: str) -> actions.Words:
    return actions.Words(*texts, *[""] * (3 - len(texts)))


# What is told


def test_nothing_is_told_before_an_event_is_over(evening: Evening) -> None:
    answered(evening, 1, 2)
    assert keys(evening) == []
    evening.end()
    assert keys(evening) == ["events", "reach", "pulses"]
    assert [figure.number for figure in told(evening).figures] == ["1", "8", "1 → 2"]


def test_a_cancelled_event_tells_nothing(evening: Evening) -> None:
    answered(evening, 1, 2)
    evening.end("cancelled")
    assert keys(evening) == []


def test_entry_and_exit_stand_side_by_side_with_how_many_answered_both(evening: Evening) -> None:
    answered(evening, 1, 3)
    evening.end()
    pulses_told = next(part.told for part in told(evening).parts if part.chapter.key == "pulses")
    leads = next(one for one in pulses_told.facts["compared"] if one.question.key == "leads")
    sides = {
        side: (found.answered, found.mean, [one.count for one in found.classes]) for side, found in leads.sides.items()
    }
    assert sides == {"entry": (8, 1.0, [0, 8, 0, 0]), "exit": (8, 3.0, [0, 0, 0, 8])}
    assert (leads.both, leads.moved) == (8, [8, 0, 0])
    weather = next(one for one in pulses_told.facts["compared"] if one.question.key == "weather")
    assert [side.mean for side in weather.sides.values()] == [2.0, 3.0], "from 0, the worst, to 4"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 6, 7, 8], [(0, 1, 5), (1, 1, 6), (2, 1, 7), (3, 1, 8)]),
        ([0, 0, 0, 9], [(0, 1, 0), (1, 1, 0), (2, 1, 0), (3, 1, 9)]),
        ([2, 6, 9, 3], [(0, 2, 8), (2, 2, 12)]),
        ([9, 2, 3, 9], [(0, 1, 9), (1, 2, 5), (3, 1, 9)]),
        ([9, 0, 0, 2], [(0, 4, 11)]),
        ([1, 2, 1, 1], [(0, 4, 5)]),
        ([9, 4, 0, 9], [(0, 2, 13), (2, 1, 0), (3, 1, 9)]),
    ],
)
def test_answers_that_few_chose_are_counted_with_the_next_ones(
    counts: list[int], expected: list[tuple[int, int, int]]
) -> None:
    assert [(one.first, one.places, one.count) for one in comparing.together(counts)] == expected


def test_who_did_not_say_cannot_be_used_to_find_who_did() -> None:
    names = {"0": "Girl", "1": "Boy"}
    reached = comparing.reached({"0": 20, "1": 3, "": 4}, names, {})
    assert [one.count for one in reached] == [None, None], "with a share of those who said, three boys could be found"


def test_a_round_that_few_answered_is_in_no_sum(evening: Evening) -> None:
    answered(evening, 1, 3, people=4)
    evening.end()
    assert keys(evening) == ["events", "reach"]
    (rows,) = [part.told.rows for part in told(evening).parts if part.chapter.key == "reach"]
    assert {row["number"] for row in rows} <= {None, 0}


def test_who_came_stands_beside_who_lives_here(evening: Evening) -> None:
    answered(evening, 1, 2, people=12)
    evening.end()
    pulses.set_inhabitants(evening.process_id, "place", {"Norra": 300, "Södra": 100}, evening.leader_id, clock.now())
    reach = next(part.told for part in told(evening).parts if part.chapter.key == "reach").facts["reach"]
    assert [(one.name, one.count, one.inhabitants, one.share_here) for one in reach["place"]] == [
        ("Norra", 5, 300, 0.75),
        ("Södra", 0, 100, 0.25),
    ]
    assert [one.count for one in reach["gender"]] == [5, 0, 0]


def test_voices_are_shared_out_among_the_chapters_and_stories_come_by_one_function(evening: Evening) -> None:
    answered(evening, 1, 2)
    evening.end()
    said_by_them = [Voice(text, "sv", "En berättelse") for text in WORDS]
    chapters.register_voices(lambda process_id: said_by_them if process_id == evening.process_id else ())
    found = told(evening)
    assert list(found.voices) == said_by_them
    assert [voice for part in found.parts for voice in part.voices] == said_by_them


# What organisers say


def test_what_was_learned_is_said_once_and_the_newest_holds(evening: Evening) -> None:
    for text in ("", "Maten", "Maten", "Maten och platsen"):
        actions.say(evening.process_id, words(text), evening.leader_id, clock.now())
    assert count(Lesson) == 2
    lesson = told(evening).lesson
    assert lesson is not None
    assert lesson.worked == "Maten och platsen"


def test_publishing_twice_is_once_and_it_can_be_taken_back(evening: Evening) -> None:
    for change in (actions.publish, actions.publish, actions.take_back, actions.take_back, actions.publish):
        change(evening.process_id, evening.leader_id, clock.now())
    assert count(EvaluationRelease) == 2
    assert told(evening).release is not None


# Pages


@pytest.fixture
def held(small_evening: Evening) -> Evening:
    """Omar's evening with entry and exit, over."""
    answered(small_evening, 1, 2)
    small_evening.end()
    return small_evening


def page(held: Evening, kind: str = "") -> str:
    return f"/p/{held.process_id}/evaluation{kind}"


def desk(held: Evening, way: str = "") -> str:
    return f"/staff/processes/{held.process_id}/evaluation{way}"


def test_everybody_reads_it_only_once_it_is_published(held: Evening) -> None:
    omar, olga, stranger = held.desk(), at_desk(held.app, OLGA), Browser(held.app)
    kinds = ("", ".csv", ".json")
    assert [omar.get(page(held, kind)).status_code for kind in kinds] == [200] * 3
    assert [olga.get(page(held, kind)).status_code for kind in kinds] == [403] * 3
    assert [stranger.get(page(held, kind)).status_code for kind in kinds] == [303] * 3
    omar.get(desk(held))
    omar.send("/release")
    assert [stranger.get(page(held, kind)).status_code for kind in kinds] == [200] * 3
    assert page(held) in stranger.get(f"/p/{held.process_id}").text
    omar.get(desk(held))
    omar.send("/release")
    assert stranger.get(page(held)).status_code == 303
    assert page(held) not in stranger.get(f"/p/{held.process_id}").text


def test_the_page_says_what_was_learned_and_how_it_was_counted(held: Evening) -> None:
    omar = held.desk()
    omar.get(desk(held))
    omar.send("/words", worked=WORDS[3], learned=WORDS[2], otherwise=LONG_WORD)
    shown = omar.get(page(held))
    assert "<script>alert" not in shown.text
    told_here = said(shown.text)
    for text in (WORDS[2], LONG_WORD, "Only events that are over count"):
        assert text in told_here


@pytest.mark.parametrize(
    ("way", "sent"),
    [
        ("/words", {"worked": "å" * 2001}),
        ("/release", {"on": "maybe"}),
        ("/release", {}),
    ],
)
def test_what_cannot_be_taken_is_refused_with_words(held: Evening, way: str, sent: dict[str, str]) -> None:
    refused = held.desk().forge(desk(held, way), **sent)
    assert refused.status_code == 422
    assert refusal_on(refused)


def test_inhabitants_are_entered_and_left_out(held: Evening) -> None:
    omar = held.desk()
    omar.get(desk(held))
    for sent, expected in (("300", "300"), ("0", "0"), ("", None)):
        omar.get(desk(held))
        omar.send("/inhabitants/place", **{"n-place-0": sent})
        rows = list(csv.DictReader(io.StringIO(omar.get(page(held, ".csv")).text.lstrip("\ufeff"))))
        norra = next(row for row in rows if row["chapter"] == "reach" and row["group"] == "Norra")
        assert norra["of"] == (expected or "")
    for sent in ("-1", "många", "10000001", "1e5"):
        refused = omar.forge(f"/staff/processes/{held.process_id}/inhabitants/place", **{"n-place-0": sent})
        assert refused.status_code == 422
    assert omar.forge(f"/staff/processes/{held.process_id}/inhabitants/shoe").status_code == 404


def test_the_data_leave_out_what_could_tell_who(held: Evening) -> None:
    data = held.desk().get(page(held, ".json")).get_json()
    assert set(data["rows"][0]) == set(data["columns"])
    counts = [row["number"] for row in data["rows"] if row["chapter"] in {"reach", "pulses"}]
    assert all(number is None or number == 0 or number >= 5 for number in counts)


def test_the_page_asks_as_few_questions_with_six_events_as_with_one(held: Evening, queries: Any) -> None:
    omar = held.desk()

    def asked() -> int:
        omar.get(page(held))
        with queries() as seen:
            assert omar.get(page(held)).status_code == 200
        return int(seen.count)

    one = asked()
    for _more in range(3):
        more = evening_of(held.app)
        with db.writing() as session:
            session.execute(update(Event).where(Event.id == more.event_id).values(process_id=held.process_id))
        answered(more, 0, 1)
        more.end()
    assert asked() == one
    assert told(held).figures[0].number == "4"
