"""Answering a pulse: one tap for each question, changeable, voluntary, and never about one person."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from participation import db
from participation.events.activities import of
from participation.pulses import actions, queries, rules
from participation.pulses.models import PulseAnswer
from participation.pulses.queries import CHECK_IN
from tests.cast import OLGA, WORDS, Evening, evening_of, refusal_of
from tests.pulses.conftest import answer, counts, pulse, step
from tests.reading import refusal_on, said

LIST = ["weather", "leads", "age"]

# Answering


def test_one_tap_answers_and_another_changes_the_answer(evening: Evening) -> None:
    step_id, alva = pulse(evening), evening.join()
    for choice in (1, 1, 3):
        actions.answer(evening.event_id, step_id, alva, {0: choice})
    actions.answer(evening.event_id, step_id, alva, {1: 2})
    assert queries.mine(step_id, alva) == {0: 3, 1: 2}
    assert queries.answered(step_id) == 1
    for _twice in range(2):
        actions.stand_aside(evening.event_id, step_id, alva)
    assert (queries.mine(step_id, alva), queries.answered(step_id)) == ({0: None, 1: None}, 0)
    assert db.db.session.scalar(select(func.count()).select_from(PulseAnswer)) == 2


def test_fewer_than_five_answers_are_shown_to_nobody_and_who_stands_aside_is_not_counted(evening: Evening) -> None:
    pulse(evening)
    answer(evening, 0, 1, None, None, 4, 4)
    assert [(result.answered, result.bars) for result in queries.results(step(evening))] == [(4, ()), (0, ())]
    assert of(CHECK_IN).report(step(evening)) is None
    answer(evening, 4)
    assert counts(evening) == [1, 1, 0, 0, 3]
    reported = of(CHECK_IN).report(step(evening))
    assert reported is not None
    assert [row["votes"] for row in reported.rows] == [None, None, 0, 0, None]


def test_a_small_number_cannot_be_found_by_taking_the_others_from_the_whole(evening: Evening) -> None:
    pulse(evening, questions=["weather"])
    answer(evening, *[0] * 7, *[1] * 6, 2)
    reported = of(CHECK_IN).report(step(evening))
    assert reported is not None
    assert [row["votes"] for row in reported.rows] == [7, None, None, 0, 0]


def test_an_answer_needs_an_open_step_of_its_own_event_and_a_choice_that_there_is(evening: Evening) -> None:
    step_id, alva = pulse(evening, go_there=False), evening.join()
    other = evening_of(evening.app, OLGA)
    theirs = pulse(other)
    tries: list[tuple[str, dict[int, int | None], str]] = [
        (step_id, {0: 1}, "step_closed"),
        (theirs, {0: 1}, "unknown_step"),
        (evening.board, {0: 1}, "not_a_pulse"),
        (step_id, {0: 5}, "not_a_choice"),
        (step_id, {0: -1}, "not_a_choice"),
        (step_id, {1: 4}, "not_a_choice"),
        (step_id, {2: 0}, "not_a_choice"),
    ]
    for where, choices, code in tries:
        assert refusal_of(actions.answer, evening.event_id, where, alva, choices) == code
    assert refusal_of(actions.stand_aside, evening.event_id, theirs, alva) == "unknown_step"
    evening.go_to(CHECK_IN)
    evening.end()
    assert refusal_of(actions.answer, evening.event_id, step_id, alva, {0: 1}) == "event_over"


def test_a_room_that_taps_at_the_same_moment_loses_nothing(evening: Evening) -> None:
    step_id = pulse(evening)
    people = [evening.join() for _one in range(6)]

    def tap(choice: int) -> None:
        with evening.app.app_context():
            for participant_id in people:
                actions.answer(evening.event_id, step_id, participant_id, {0: choice, 1: choice % 4})
            db.db.session.remove()

    threads = [threading.Thread(target=tap, args=(choice,)) for choice in (0, 2, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(counts(evening)), sum(counts(evening, 1))) == (6, 6)


# What is asked


def test_what_is_asked_is_chosen_by_the_organiser_until_somebody_has_answered(evening: Evening) -> None:
    step_id = pulse(evening)
    asks = rules.Asks(["age", "zones", "faces"], ["Är lokalen bra?"], choices=["Bra", "Så där", "Inte bra"])
    actions.set_questions(evening.event_id, step_id, asks)
    asked = [result.question for result in queries.results(step(evening))]
    assert [question.look for question in asked] == ["drawn", "zones", "scale"]
    assert [(choice.words, choice.drawing) for choice in asked[0].choices] == [
        ("Bra", 0),
        ("Så där", 2),
        ("Inte bra", 4),
    ]
    assert refusal_of(actions.answer, evening.event_id, step_id, evening.join(), {0: 3}) == "not_a_choice"
    answer(evening, 2)
    assert refusal_of(actions.set_questions, evening.event_id, step_id, asks) == "accepted"
    other = rules.Asks(["weather"])
    assert refusal_of(actions.set_questions, evening.event_id, step_id, other) == "answered_already"
    assert refusal_of(actions.set_questions, evening.event_id, evening.board, other) == "not_a_pulse"


@pytest.mark.parametrize(
    ("asks", "expected"),
    [
        (rules.Asks(["weather", "leads", "listened", "dare", "age"]), "accepted"),
        (rules.Asks([], ["En egen fråga?"]), "accepted"),
        (rules.Asks([]), "how_many_questions"),
        (rules.Asks(["weather", "leads", "listened", "dare", "age"], ["En till?"]), "how_many_questions"),
        (rules.Asks(["age", "gender"]), "only_about"),
        (rules.Asks(["weather", "place"]), "how_many_lines"),
        (rules.Asks(["weather", "place"], places=["Norra", "Södra"]), "accepted"),
        (rules.Asks(["weather"], places=[str(number) for number in range(11)]), "how_many_lines"),
        (rules.Asks(["weather"], choices=["a", "b"]), "how_many_lines"),
        (rules.Asks(["weather"], choices=["a", "b", "a"]), "lines_alike"),
        (rules.Asks(["weather"], choices=["a", "b", "å" * 41]), "line_too_long"),
        (rules.Asks(["zones"], zones=["a", "b", "c"]), "how_many_lines"),
        (rules.Asks([], ["å" * 121]), "line_too_long"),
    ],
)
def test_what_may_be_asked(asks: rules.Asks, expected: str) -> None:
    assert refusal_of(asks.check) == expected


# In browsers


@pytest.fixture
def round_(small_evening: Evening) -> Evening:
    """Omar's evening with its check-in open."""
    pulse(small_evening, questions=LIST)
    return small_evening


def address(round_: Evening) -> str:
    return f"{round_.path}/pulses/{round_.steps[CHECK_IN]}"


def test_alva_answers_changes_and_stands_aside_without_javascript(round_: Evening) -> None:
    alva, step_id = round_.browser("sv"), round_.steps[CHECK_IN]
    alva.get(round_.path)
    for question, sent, given in (("0", "1", {0: 1}), ("0", "4", {0: 4}), ("2", "1", {0: 4, 2: 1})):
        page = alva.client.post(address(round_), data={"question": question, "choice": sent}, follow_redirects=True)
        assert queries.mine(step_id, round_.who_is(alva)) == given
        assert page.text.count('aria-pressed="true"') == len(given)
    page = alva.client.post(address(round_), data={"choice": "aside"}, follow_redirects=True)
    assert queries.mine(step_id, round_.who_is(alva)) == {0: None, 1: None, 2: None}
    assert page.text.count('aria-pressed="true"') == 2, "aside from all, and from saying an age"


@pytest.mark.parametrize(
    "sent",
    [
        {"question": "0", "choice": "5"},
        {"question": "1", "choice": "4"},
        {"question": "9", "choice": "0"},
        {"question": "4", "choice": "0"},
        {"question": "0"},
        {"question": "", "choice": "1"},
        {"choice": "-1"},
        {},
        *({"question": words, "choice": words} for words in WORDS),
    ],
)
def test_what_is_no_choice_is_refused_with_words(round_: Evening, sent: dict[str, str]) -> None:
    alva = round_.browser()
    alva.get(round_.path)
    refused = alva.forge(address(round_), **sent)
    assert refused.status_code == 422
    assert refusal_on(refused)


def test_the_bars_are_seen_when_the_leader_shows_them_and_there_are_five(round_: Evening) -> None:
    omar, alva = round_.desk(), round_.browser()
    signal = alva.client.get(f"{round_.path}/signal").text
    answer(round_, 0, 0, 1, 2)
    assert alva.client.get(f"{round_.path}/signal").text == signal, "phones rest while others answer"
    omar.get(f"{round_.path}/lead")
    omar.send("/others")
    screen = f"{round_.path}/screen/now"
    assert 'class="bars' not in omar.get(screen).text
    assert "4 have answered" in said(omar.get(screen).text)
    answer(round_, 4)
    assert alva.client.get(f"{round_.path}/signal").text != signal
    for page in (omar.get(screen), alva.get(round_.path), omar.get(f"{round_.path}/lead")):
        assert "Sunny 2" in said(page.text)
    omar.get(f"{round_.path}/lead")
    omar.send("/others")
    assert 'class="bars' not in alva.get(round_.path).text
    report = said(omar.get(f"{round_.path}/report").text)
    assert "5 answered. Sunny not told" in report


def test_who_somebody_is_stands_on_no_page_of_the_event(round_: Evening) -> None:
    omar, step_id = round_.desk(), round_.steps[CHECK_IN]
    for _one in range(9):
        actions.answer(round_.event_id, step_id, round_.join(), {0: 0, 2: 1})
    omar.get(f"{round_.path}/lead")
    omar.send("/others")
    for page in ("lead", "screen/now", "report", "report.json", "report.csv"):
        assert "13–15" not in omar.get(f"{round_.path}/{page}").text


def test_the_organiser_prepares_it_and_a_refused_sheet_is_kept(round_: Evening) -> None:
    omar = round_.desk()
    prepared = f"{address(round_)}/questions"
    refused = omar.forge(prepared, questions=["faces"], choices="Bra\nDåligt")
    assert (refused.status_code, "from 3 to 5" in refusal_on(refused)) == (422, True)
    assert "Bra\nDåligt" in refused.text
    for sent in ({}, {"questions": "shoe size"}, {"own": WORDS[4]}, {"questions": "place"}):
        assert omar.forge(prepared, **sent).status_code == 422
    omar.forge(prepared, questions=["faces", "zones"], choices="Bra\nOkej\n<b>Dåligt</b>", own=WORDS[3])
    asked = [result.question for result in queries.results(step(round_))]
    assert [choice.words for choice in asked[0].choices] == ["Bra", "Okej", "<b>Dåligt</b>"]
    phone = round_.browser().get(round_.path).text
    assert "<b>Dåligt" not in phone
    assert "&lt;b&gt;Dåligt" in phone
    assert "<script>alert" not in phone


def test_the_pages_ask_as_few_questions_with_forty_as_with_five(round_: Evening, queries: Any) -> None:
    omar, alva = round_.desk(), round_.browser()
    omar.get(f"{round_.path}/lead")
    omar.send("/others")
    pages = [(omar, f"{round_.path}/{page}") for page in ("lead", "screen/now", "report")] + [(alva, round_.path)]

    def asked() -> list[int]:
        found = []
        for browser, page in pages:
            browser.get(page)
            with queries() as seen:
                assert browser.get(page).status_code == 200
            found.append(seen.count)
        return found

    answer(round_, *range(5))
    few = asked()
    answer(round_, *(number % 5 for number in range(35)))
    assert asked() == few
