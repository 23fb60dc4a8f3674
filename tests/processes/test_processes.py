"""Processes: who starts one, who works in it."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import clock, db
from participation.processes import actions, queries, rules
from participation.processes.models import Process
from tests.cast import ASTRID, OLGA, OMAR, PETRA, WORDS, Evening, account, at_desk, staff_of
from tests.reading import Browser, form_to, refusal_on, said


def start(title: str, organiser_id: str, once: str = "") -> str:
    return actions.create_process(
        title=title, introduction="", board="Kulturnämnden", organiser_id=organiser_id, now=clock.now(), once=once
    )


def count() -> int:
    return db.db.session.scalar(select(func.count()).select_from(Process)) or 0


def test_a_process_is_worked_in_by_its_own_and_by_administrators() -> None:
    assert rules.may_work_in("omar", False, {"omar", "olga"})
    assert rules.may_work_in("astrid", True, set())
    assert not rules.may_work_in("petra", False, {"omar"})


def test_the_same_form_twice_is_one_process_and_another_title_another_one(town: Flask) -> None:
    people = staff_of(town)
    omar, olga = people[OMAR.email], people[OLGA.email]
    first = start("Tryggt", omar, once="form one")
    assert start("Tryggt", omar, once="form one") == first
    others = {start("Tryggare", omar, once="form one"), start("Tryggt", omar, once="form two")}
    others |= {start("Tryggt", olga, once="form one"), start("Tryggt", omar), start("Tryggt", omar)}
    assert first not in others
    assert (len(others), count()) == (5, 6)
    assert queries.organisers(first) == {omar}


def test_a_double_tap_that_reaches_two_workers_is_one_process_and_one_colleague(town: Flask) -> None:
    people = staff_of(town)
    process_id = start("Tryggt", people[OMAR.email])
    gate = threading.Barrier(4)
    fates: list[object] = []

    def tap() -> None:
        with town.app_context():
            gate.wait()
            try:
                fates.append(start("Tryggare", people[OMAR.email], once="form"))
                actions.add_organiser(process_id, people[OLGA.email])
            except Exception as problem:
                fates.append(problem)
            db.db.session.remove()

    threads = [threading.Thread(target=tap) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(set(fates)), len(fates), count()) == (1, 4, 2)
    assert queries.organisers(process_id) == {people[OMAR.email], people[OLGA.email]}


def test_everybody_sees_their_own_and_administrators_all(town: Flask) -> None:
    people = staff_of(town)
    mine, hers = start("Omars", people[OMAR.email]), start("Olgas", people[OLGA.email])
    assert [item.id for item in queries.of_staff(account(OMAR))] == [mine]
    assert {item.id for item in queries.of_staff(account(ASTRID))} == {mine, hers}
    assert queries.of_staff(account(PETRA)) == []
    assert {item.id for item in queries.newest(5)} == {mine, hers}
    assert len(queries.newest(1)) == 1


# Pages


@pytest.fixture
def omar(app: Flask) -> Browser:
    staff_of(app)
    browser = at_desk(app, OMAR)
    browser.get("/staff/processes")
    return browser


def test_an_organiser_starts_a_process_and_stands_in_it(omar: Browser) -> None:
    answer = omar.send("/staff/processes", title="Tryggt på kvällen", introduction=WORDS[2])
    assert answer.status_code == 200
    assert "Tryggt på kvällen" in said(answer.text)
    public = Browser(omar.client.application).get(omar.at.replace("/staff/processes", "/p"))
    assert public.status_code == 200
    assert WORDS[2] in public.text


def test_sending_the_form_twice_starts_one_process(omar: Browser) -> None:
    form = form_to(omar.page, "/staff/processes")
    for _tap in range(2):
        assert omar.post(form.action, **{**form.values, "title": "En tråd"}).status_code == 200
    assert count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": " "}, "Something is missing"),
        ({"title": "x" * 121}, "at most 120"),
        ({"board": ""}, "Something is missing"),
    ],
)
def test_a_refused_process_keeps_what_was_typed(omar: Browser, typed: dict[str, str], words: str) -> None:
    answer = omar.send("/staff/processes", **{"title": "Tryggt", "introduction": "Berätta", **typed})
    assert answer.status_code == 422
    assert words in refusal_on(answer)
    kept = form_to(answer.text, "/staff/processes").values
    assert kept["introduction"] == "Berätta"
    assert all(kept[name] == value for name, value in typed.items())
    assert count() == 0


def test_markup_in_a_process_is_text_wherever_it_is_shown(omar: Browser) -> None:
    omar.send("/staff/processes", title=WORDS[3], introduction=WORDS[3], board=WORDS[3])
    process_page = omar.at
    shown = [
        omar.get(path)
        for path in (process_page, "/staff", "/staff/processes", "/", process_page.replace("/staff/processes", "/p"))
    ]
    assert all(page.status_code == 200 and WORDS[3] in said(page.text) for page in shown)
    assert not any("<script>alert" in page.text for page in shown)


def test_a_colleague_is_let_in_once_and_only_organisers_can_be(small_evening: Evening) -> None:
    omar, olga = small_evening.desk(), at_desk(small_evening.app, OLGA)
    page = f"/staff/processes/{small_evening.process_id}"
    assert olga.get(page).status_code == 403
    for _tap in range(2):
        omar.get(page)
        assert omar.send("/organisers", colleague=account(OLGA).id).status_code == 200
    assert olga.get(page).status_code == 200
    omar.get(page)
    refused = omar.send("/organisers", colleague=account(PETRA).id)
    assert (refused.status_code, refusal_on(refused)) == (422, "Choose one of the alternatives.")


def test_a_process_that_is_not_there_is_not_found(omar: Browser) -> None:
    assert omar.get("/staff/processes/nothing").status_code == 404
    assert omar.get("/p/nothing").status_code == 404
