"""The quick round at the start: one tap, changeable, voluntary, and never about one person."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from participation import db, tokens
from participation.events.activities import of
from participation.events.agenda import actions as agenda
from participation.events.models import Step
from participation.pulses import actions, queries, rules
from participation.pulses.models import PulseAnswer
from tests.cast import OLGA, WORDS, Evening, evening_of, refusal_of
from tests.reading import Browser, refusal_on, said


def check_in(evening: Evening, go_there: bool = True) -> str:
    """A check-in in an evening's agenda; the room is there."""
    settings = dict(of(queries.KIND).settings)
    step_id = agenda.add_step(
        evening.event_id, queries.KIND, title="Läget", minutes=3, settings=settings, after_id="", once=tokens.new_id()
    )
    evening.steps[queries.KIND] = step_id
    if go_there:
        evening.go_to(queries.KIND)
    return step_id


def step(evening: Evening) -> Step:
    db.db.session.rollback()
    return db.db.session.get_one(Step, evening.steps[queries.KIND])


def counts(evening: Evening) -> list[int]:
    return [bar.count for bar in queries.result(step(evening)).bars]


def answer(evening: Evening, *choices: int | None) -> None:
    for choice in choices:
        actions.answer(evening.event_id, evening.steps[queries.KIND], evening.join(), choice)


# Answering


def test_one_tap_answers_and_another_changes_the_answer(evening: Evening) -> None:
    step_id, alva = check_in(evening), evening.join()
    for choice in (1, 1, 3):
        actions.answer(evening.event_id, step_id, alva, choice)
    assert queries.mine(step_id, alva) == queries.Mine(3)
    assert queries.answered(step_id) == 1
    actions.answer(evening.event_id, step_id, alva, None)
    assert (queries.mine(step_id, alva), queries.answered(step_id)) == (queries.Mine(None), 0)
    assert db.db.session.scalar(select(func.count()).select_from(PulseAnswer)) == 1


def test_fewer_than_five_answers_are_shown_to_nobody_and_who_stands_aside_is_not_counted(evening: Evening) -> None:
    check_in(evening)
    answer(evening, 0, 1, None, None, 4, 4)
    assert queries.result(step(evening)) == queries.Result(4, ())
    answer(evening, 4)
    assert counts(evening) == [1, 1, 0, 0, 3]
    reported = of(queries.KIND).report(step(evening))
    assert reported is not None
    assert [row["votes"] for row in reported.rows] == [None, None, 0, 0, None]
    assert [bar.share for bar in reported.facts["bars"]] == [0, 0, 0, 0, 0]


def test_an_answer_needs_an_open_step_of_its_own_event_and_a_choice_that_there_is(evening: Evening) -> None:
    step_id, alva = check_in(evening, go_there=False), evening.join()
    other = evening_of(evening.app, OLGA)
    theirs = check_in(other)
    tries: list[tuple[str, int | None, str]] = [
        (step_id, 1, "step_closed"),
        (theirs, 1, "unknown_step"),
        (evening.board, 1, "not_a_check_in"),
        (step_id, 5, "not_a_choice"),
        (step_id, -1, "not_a_choice"),
    ]
    for where, choice, code in tries:
        assert refusal_of(actions.answer, evening.event_id, where, alva, choice) == code
    evening.go_to(queries.KIND)
    evening.end()
    assert refusal_of(actions.answer, evening.event_id, step_id, alva, 1) == "event_over"


def test_a_room_that_taps_at_the_same_moment_loses_nothing(evening: Evening) -> None:
    step_id = check_in(evening)
    people = [evening.join() for _one in range(6)]

    def tap(choice: int) -> None:
        with evening.app.app_context():
            for participant_id in people:
                actions.answer(evening.event_id, step_id, participant_id, choice)
            db.db.session.remove()

    threads = [threading.Thread(target=tap, args=(choice,)) for choice in (0, 2, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts(evening)) == 6


# What can be answered


def test_the_choices_are_written_by_the_organiser_until_somebody_has_answered(evening: Evening) -> None:
    step_id = check_in(evening)
    actions.set_choices(evening.event_id, step_id, "faces", ["Bra", "Så där", "Inte bra"])
    found = queries.choices(step(evening))
    assert [(choice.words, choice.drawing) for choice in found] == [("Bra", 0), ("Så där", 2), ("Inte bra", 4)]
    assert refusal_of(actions.answer, evening.event_id, step_id, evening.join(), 3) == "not_a_choice"
    answer(evening, 2)
    again = (evening.event_id, step_id, "faces", ["Bra", "Så där", "Inte bra"])
    assert refusal_of(actions.set_choices, *again) == "accepted"
    assert refusal_of(actions.set_choices, evening.event_id, step_id, "faces", []) == "answered_already"
    assert refusal_of(actions.set_choices, evening.event_id, evening.board, "faces", []) == "not_a_check_in"


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("a\n\nb\n c ", ["a", "b", "c"]),
        ("a\nb", "how_many_choices"),
        ("a\nb\nc\nd\ne\nf", "how_many_choices"),
        ("a\nb\na", "choices_alike"),
        ("a\nb\n" + "å" * 41, "choice_too_long"),
    ],
)
def test_a_sheet_of_choices(sheet: str, expected: list[str] | str) -> None:
    if isinstance(expected, str):
        assert refusal_of(rules.choices_of, sheet) == expected
    else:
        assert rules.choices_of(sheet) == expected


# In browsers


@pytest.fixture
def round_(small_evening: Evening) -> Evening:
    """Omar's evening with its check-in open."""
    check_in(small_evening)
    return small_evening


def test_alva_answers_changes_and_stands_aside_without_javascript(round_: Evening) -> None:
    alva = round_.browser("sv")
    alva.get(round_.path)
    for sent, chosen in (("1", 1), ("4", 4), ("aside", None)):
        page = alva.send(f"/pulses/{round_.steps[queries.KIND]}", choice=sent).text
        assert queries.mine(round_.steps[queries.KIND], round_.who_is(alva)) == queries.Mine(chosen)
        assert page.count('aria-pressed="true"') == 1
        assert f'value="{sent}" aria-pressed="true"' in page


@pytest.mark.parametrize("sent", ["", "5", "-1", "1.5", *WORDS])
def test_what_is_no_choice_is_refused_with_words(round_: Evening, sent: str) -> None:
    alva = round_.browser()
    alva.get(round_.path)
    refused = alva.send(f"/pulses/{round_.steps[queries.KIND]}", choice=sent)
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
    assert "5 answered. Sunny fewer than 5" in report


def test_the_organiser_prepares_it_and_a_refused_sheet_is_kept(round_: Evening) -> None:
    omar = round_.desk()
    omar.get(f"{round_.path}/prepare")
    refused = omar.send("/choices", choices="Bra\nDåligt", pictures="faces")
    assert (refused.status_code, "from 3 to 5" in refusal_on(refused)) == (422, True)
    assert "Bra\nDåligt" in refused.text
    omar.send("/choices", choices="Bra\nOkej\n<b>Dåligt</b>", pictures="faces")
    assert [choice.words for choice in queries.choices(step(round_))] == ["Bra", "Okej", "<b>Dåligt</b>"]
    phone = round_.browser().get(round_.path).text
    assert "<b>Dåligt" not in phone
    assert "&lt;b&gt;Dåligt" in phone


def test_the_pages_ask_as_few_questions_with_forty_as_with_five(round_: Evening, queries: Any) -> None:
    omar, alva = round_.desk(), Browser(round_.app)
    alva = round_.browser()
    omar.get(f"{round_.path}/lead")
    omar.send("/others")
    pages = [(omar, f"{round_.path}/{page}") for page in ("lead", "screen/now", "report")] + [(alva, round_.path)]

    def asked() -> list[int]:
        found = []
        for browser, address in pages:
            browser.get(address)
            with queries() as seen:
                assert browser.get(address).status_code == 200
            found.append(seen.count)
        return found

    answer(round_, *range(5))
    few = asked()
    answer(round_, *(number % 5 for number in range(35)))
    assert asked() == few
