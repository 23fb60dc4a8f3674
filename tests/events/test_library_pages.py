"""The pages of methods: browsing, printing, starting, saving, fetching and taking in."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation import methods
from participation.events.library import queries
from tests.cast import OLGA, PETRA, Evening, at_desk
from tests.conftest import count_queries
from tests.reading import Browser, form_to, refusal_on, said

NAMED = {"title": "Kvällsrådet", "summary": "Alla skriver.", "least": "4", "most": "25", "speaks": "sv"}


def take_in(browser: Browser, source: bytes, **more: str) -> TestResponse:
    """Send a file by the form on the page of methods."""
    browser.get("/methods")
    form = form_to(browser.page, "/staff/methods")
    data = {**form.values, **more, "file": (io.BytesIO(source), "metod.toml")}
    answer = browser.client.post(form.action, data=data, forged=True, headers={"Accept-Language": "en"})
    return browser.get(answer.location) if answer.status_code == 303 else answer


@pytest.mark.parametrize("language", ["sv", "en"])
def test_anybody_browses_the_methods_and_reads_one(app: Flask, language: str) -> None:
    reader = Browser(app, language)
    page = said(reader.get("/methods").text)
    for method in methods.library().values():
        assert (method.title[language] in page) == queries.is_ready(method)
    method = methods.library()["hackathon"]
    told = said(reader.get("/methods/hackathon").text)
    for text in (method.suits, method.outcome, method.bring[0], method.roles[0].does, method.steps[0].note):
        assert text[language] in told
    assert "11:50" in told
    assert not form_actions(reader.page)


def form_actions(page: str) -> list[str]:
    return [action for action in ("/staff/methods", "/remove") if f'action="{action}' in page]


def test_every_method_has_its_page_and_its_file(app: Flask) -> None:
    reader = Browser(app)
    for key in methods.library():
        assert reader.get(f"/methods/{key}").status_code == 200
        answer = reader.client.get(f"/methods/{key}/file")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{key}.toml"'
        assert answer.text.startswith("title = ")
    assert reader.get("/methods/nothing").status_code == 303  # perhaps an own one: who prepares events may look


def test_cards_are_told_in_the_readers_language(app: Flask) -> None:
    assert "What makes you angry here?" in said(Browser(app).get("/methods/conversation-for-two").text)


def test_omar_starts_from_a_method(small_evening: Evening) -> None:
    omar = small_evening.desk()
    page = omar.get("/methods/hackathon").text
    address = f"/staff/processes/{small_evening.process_id}?method=hackathon#new"
    assert address.replace("&", "&amp;") in page
    omar.get(address.partition("#")[0])
    assert form_to(omar.page, "/events").values["method"] == "hackathon"
    omar.send("/events", title="Hack", starts_at="2027-05-04T09:30", ends_at="2027-05-04T12:00")
    assert omar.at.endswith("/prepare")
    assert methods.library()["hackathon"].steps[2].note["en"] in said(omar.page)


def test_the_leader_reads_what_the_method_says_to_those_who_lead_and_nobody_else_does(small_evening: Evening) -> None:
    note = methods.library()["idea-workshop"].steps[1].note["sv"]
    assert note in said(small_evening.desk().get(f"{small_evening.path}/lead").text)
    assert note not in said(small_evening.browser("sv").page)
    assert note not in said(small_evening.desk().get(f"{small_evening.path}/screen").text)


def test_omar_changes_what_is_said_to_those_who_lead(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/prepare")
    omar.send(f"/steps/{small_evening.board}", note="Börja med musik")
    assert "Börja med musik" in said(omar.get(f"{small_evening.path}/lead").text)


def test_omar_saves_fetches_removes_and_takes_in_again(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/method")
    answer = omar.send("/method", **NAMED)
    assert answer.status_code == 200
    assert "Kvällsrådet" in said(answer.text)
    assert "This method is written in Svenska." in said(answer.text)
    address = omar.at
    assert "Kvällsrådet" in said(omar.get("/methods").text)
    source = omar.client.get(f"{address}/file").data
    omar.get(address)
    omar.send("/remove")
    assert "Kvällsrådet" not in said(omar.get("/methods").text)
    answer = take_in(omar, b"\xef\xbb\xbf" + source.replace(b"\n", b"\r\n"))
    assert (answer.status_code, omar.at) == (200, address)


def test_a_refused_save_keeps_what_was_typed(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/method")
    answer = omar.send("/method", **{**NAMED, "most": "2"})
    assert answer.status_code == 422
    assert "cannot be larger" in refusal_on(answer)
    assert 'value="Kvällsrådet"' in answer.text
    for wrong in ({"title": ""}, {"summary": "å" * 601}, {"least": "tre"}, {"speaks": "fi"}):
        assert omar.send("/method", **{**NAMED, **wrong}).status_code == 422


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "Choose a file first."),
        (b"\xff\xfe\x00", "not plain text"),
        (b"title = 3\n", "Line 1: “summary” is missing here."),
        (b"title = {", "Line 1 cannot be read."),
        ("å".encode() * 61_000, "too long"),
        (b"\0" * 300_000, "too large to receive"),
    ],
)
def test_a_file_that_cannot_be_taken_in_says_why(small_evening: Evening, source: bytes, words: str) -> None:
    answer = take_in(small_evening.desk(), source)
    assert answer.status_code in {413, 422}
    assert words in said(answer.text)


def test_an_own_method_is_for_those_who_prepare_events(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/method")
    omar.send("/method", **NAMED)
    address = omar.at
    assert Browser(small_evening.app).get(address).status_code == 303
    assert at_desk(small_evening.app, PETRA).get(address).status_code == 403
    assert at_desk(small_evening.app, OLGA).get(address).status_code == 200
    assert "Kvällsrådet" not in said(Browser(small_evening.app).get("/methods").text)
    assert urlsplit(address).path.startswith("/methods/")


def test_the_pages_take_as_many_queries_for_many_methods(small_evening: Evening) -> None:
    omar = small_evening.desk()
    seen = []
    for _round in range(2):
        omar.get(f"{small_evening.path}/method")
        omar.send("/method", **NAMED)
        with count_queries() as counted:
            omar.get("/methods")
        seen.append(counted.count)
    assert seen[0] == seen[1]


def test_a_report_holds_the_cards_beside_what_people_said(small_evening: Evening) -> None:
    small_evening.add_step("prompt_cards", cards=["6 av 10 i åttan går hem före nio (enkät, 2026)"])
    told = said(small_evening.desk().get(f"{small_evening.path}/report").text)
    assert "6 av 10 i åttan går hem före nio (enkät, 2026)" in told
