"""The rows of a protocol: saved once, undone by nobody, answered many at once on one page."""

from __future__ import annotations

import pytest

from participation import clock
from participation.walks.protocol import actions
from participation.walks.protocol.rules import Answer, Change
from tests.cast import KIM, OLGA, PETRA, TOVE, at_desk, refusal_of
from tests.conftest import count_queries
from tests.reading import form_to, refusal_on, said
from tests.walks.answering import (
    NOTHING,
    ask,
    desk_of,
    field,
    organiser,
    places,
    protocol_of,
    row,
    rows_path,
    save,
    technical,
    tove,
    versions,
)
from tests.walks.gathering import walked_again
from tests.walks.walking import Walk


def test_a_row_is_saved_once_however_often_it_is_sent(town_walk: Walk) -> None:
    places(town_walk)
    for _twice in range(2):
        assert save(town_walk, NOTHING, seen=0) == ""
    assert (versions(town_walk), row(town_walk).answer, row(town_walk).version) == (1, NOTHING, 1)


def test_who_did_not_see_what_somebody_else_saved_is_told_and_undoes_nothing(town_walk: Walk) -> None:
    places(town_walk)
    save(town_walk, NOTHING, seen=0)
    other = Answer(outcome="duplicate", words="Se plats 2")
    assert save(town_walk, other, seen=0) == "row_changed"
    assert row(town_walk).answer == NOTHING
    assert save(town_walk, Answer(), seen=0) == "", "a row that was left as it was refuses nothing"
    assert row(town_walk).answer == NOTHING
    assert save(town_walk, other, seen=1) == ""
    assert (row(town_walk).answer, row(town_walk).version) == (other, 2)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer("will_do"), "row_needs_day"),
        (Answer("done", due=clock.now().date()), "row_needs_department"),
        (Answer("passed_on"), "needs_receiver"),
        (Answer("nothing"), "needs_reasons"),
        (Answer("duplicate"), "needs_reasons"),
        (Answer(department_id="nobody"), "not_a_choice"),
    ],
)
def test_an_outcome_says_what_readers_will_ask(town_walk: Walk, answer: Answer, code: str) -> None:
    places(town_walk)
    assert save(town_walk, answer, seen=0) == code
    assert versions(town_walk) == 0


def test_a_department_answers_what_lies_with_it_and_nothing_else(town_walk: Walk) -> None:
    places(town_walk)
    ask(town_walk, 1)
    assert save(town_walk, NOTHING, seen=0, number=2, editor=tove()) == "not_your_row"
    answer = Answer("passed_on", technical(), to_whom="Fastighetsägaren")
    assert save(town_walk, answer, seen=1, editor=tove()) == ""
    assert row(town_walk).by == TOVE.name


def test_a_refused_row_keeps_no_other_back(town_walk: Walk) -> None:
    places(town_walk, 3)
    changes = [Change(row.id, 0, NOTHING) for row in protocol_of(town_walk).rows]
    changes[1] = Change(changes[1].place_id, 0, Answer("nothing"))
    refused = actions.answer(town_walk.step_id, changes, organiser(town_walk), clock.now())
    assert list(refused) == [changes[1].place_id]
    assert [bool(row.answer.outcome) for row in protocol_of(town_walk).rows] == [True, False, True]


def test_a_table_is_taken_in_whole_or_not_at_all(town_walk: Walk) -> None:
    places(town_walk)
    first, second = (row.id for row in protocol_of(town_walk).rows)
    changes = [Change(first, 0, NOTHING), Change(second, 0, Answer("nothing"))]
    assert set(actions.problems(town_walk.step_id, changes, organiser(town_walk))) == {second}
    assert refusal_of(actions.take_in, town_walk.step_id, changes, organiser(town_walk), clock.now()) == (
        "needs_reasons"
    )
    assert versions(town_walk) == 0


def test_a_place_of_another_walk_is_not_answered_here(town_walk: Walk) -> None:
    places(town_walk)
    again = walked_again(town_walk)
    change = Change(row(town_walk).id, 0, NOTHING)
    refused = actions.answer(again.step_id, [change], organiser(again), clock.now())
    assert [refusal.code for refusal in refused.values()] == ["unknown_place_here"]


# The page on which an official answers


def test_an_official_answers_twenty_five_places_in_one_sitting(walk: Walk) -> None:
    places(walk, 25)
    ask(walk, *range(1, 26))
    desk = at_desk(walk.app, TOVE)
    assert "Vandring i centrum" in said(desk.get("/staff").text)
    desk.get(rows_path(walk))
    rows = protocol_of(walk).rows
    common = {"outcome-all": "will_do", "due-all": "2027-05-01", "words-all": "Vi byter lamporna"}
    own = field(rows[0], outcome="nothing", words="Marken är privat")
    answer = desk.send("/rows", tick=[row.id for row in rows[1:]], **common, **own)
    assert (answer.status_code, "25 of 25 places are answered" in said(answer.text)) == (200, True)
    assert [row.answer.outcome for row in protocol_of(walk).rows] == ["nothing"] + ["will_do"] * 24


def test_what_cannot_be_saved_stands_beside_its_row_and_nothing_typed_is_lost(walk: Walk) -> None:
    places(walk)
    desk = desk_of(walk)
    first, second = protocol_of(walk).rows
    answer = desk.send("/rows", **field(first, outcome="nothing", words="Privat"), **field(second, outcome="nothing"))
    assert (answer.status_code, "place 2" in refusal_on(answer)) == (422, True)
    assert "Write the reasons" in said(answer.text)
    assert (row(walk, 1).answer.outcome, row(walk, 2).answer.outcome) == ("nothing", "")
    assert form_to(answer.text, "/rows").values[f"outcome-{second.id}"] == "nothing"
    answer = desk.send("/rows", **field(second, words="Här finns redan ljus"))
    assert (answer.status_code, row(walk, 2).answer.words) == (200, "Här finns redan ljus")


def test_two_who_answer_at_once_are_told_of_each_other(walk: Walk) -> None:
    places(walk)
    mine, other = desk_of(walk), desk_of(walk)
    first, second = protocol_of(walk).rows
    other.send("/rows", **field(first, outcome="nothing", words="Privat mark"))
    answer = mine.send("/rows", **field(first, outcome="duplicate", words="Se 2"), **field(second, work_order="A-7"))
    assert (answer.status_code, "Privat mark" in said(answer.text)) == (409, True)
    assert "Somebody else changed this row" in said(answer.text)
    assert row(walk, 2).answer.work_order == "A-7"
    assert form_to(answer.text, "/rows").values[f"words-{first.id}"] == "Se 2"
    answer = mine.send("/rows")
    assert (answer.status_code, row(walk).answer.outcome) == (200, "duplicate")


BAD: dict[str, dict[str, str]] = {
    "no outcome of ours": {"outcome": "maybe"},
    "no department": {"department": "x"},
    "no day": {"due": "snart"},
    "a year that never comes": {"due": "9999-01-01"},
    "words without end": {"words": "å" * 1001},
    "an order without end": {"work_order": "1" * 41},
    "no version": {"version": "abc"},
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_is_refused_in_words(walk: Walk, what: str) -> None:
    places(walk)
    answer = desk_of(walk).send("/rows", **field(row(walk), **BAD[what]))
    assert (answer.status_code, "place 1" in refusal_on(answer), versions(walk)) == (422, True, 0)


def test_what_holds_for_those_ticked_needs_a_tick(walk: Walk) -> None:
    places(walk)
    answer = desk_of(walk).send("/rows", **{"outcome-all": "nothing", "words-all": "Nej"})
    assert (answer.status_code, "Tick" in refusal_on(answer), versions(walk)) == (422, True, 0)


def test_only_those_asked_come_in(walk: Walk) -> None:
    places(walk)
    assert at_desk(walk.app, TOVE).get(rows_path(walk)).status_code == 403
    ask(walk, 1)
    assert at_desk(walk.app, TOVE).get(rows_path(walk)).status_code == 200
    for person in (KIM, OLGA, PETRA):
        assert at_desk(walk.app, person).get(rows_path(walk)).status_code == 403
    assert at_desk(walk.app, TOVE).forge(f"{walk.path}/walks/{walk.step_id}/protocol", public="1").status_code == 403


def test_the_page_takes_as_many_queries_for_one_place_as_for_many(walk: Walk) -> None:
    places(walk, 1)
    ask(walk, 1)
    desk = desk_of(walk)
    with count_queries() as few:
        desk.get(rows_path(walk))
    places(walk, 26)
    ask(walk, *range(2, 27))
    with count_queries() as many:
        desk.get(rows_path(walk))
    assert many.count == few.count
