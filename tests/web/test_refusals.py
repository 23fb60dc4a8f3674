"""Refusals, faults and what is not there, as readers meet them."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from participation.home import queries as home
from participation.web import refusals
from tests.cast import Evening
from tests.reading import Browser, form_to, refusal_on, said


def test_a_form_without_its_token_comes_back_with_what_was_typed_and_a_fresh_one(
    small_evening: Evening, alva: Browser
) -> None:
    answer = alva.send(f"{small_evening.path}/ideas", text="Mer ljus", csrf_token="")
    assert answer.status_code == 400
    assert "press the button once more" in refusal_on(answer)
    form = form_to(answer.text, "/ideas")
    assert form.values["text"] == "Mer ljus"
    assert alva.send(f"{small_evening.path}/ideas").status_code == 200
    assert "Mer ljus" in said(alva.page)


def test_the_token_of_another_browser_is_worth_nothing(small_evening: Evening, alva: Browser) -> None:
    other = small_evening.browser()
    token = form_to(other.page, "/ideas").values["csrf_token"]
    assert alva.send(f"{small_evening.path}/ideas", text="X", csrf_token=token).status_code == 400


def test_a_refusal_is_said_in_the_readers_language(small_evening: Evening) -> None:
    for language, words in (("en", "Something is missing here."), ("sv", str)):
        somebody = small_evening.browser(language)
        told = refusal_on(somebody.send(f"{small_evening.path}/ideas", text=""))
        assert told
        assert (told == words) if language == "en" else (told != "Something is missing here.")


def test_the_field_that_is_refused_is_marked_and_points_to_the_words(small_evening: Evening, alva: Browser) -> None:
    page = alva.send(f"{small_evening.path}/ideas", text="").text
    area = re.search(r"<textarea id=[^>]*name=\"text\"[^>]*>", page)
    assert area is not None
    assert 'aria-invalid="true"' in area[0]
    assert 'aria-describedby="refusal' in area[0]
    assert re.search(r'<p class="refusal" role="alert" id="refusal"', page)


def test_htmx_gets_the_main_part_alone_with_the_same_refusal(small_evening: Evening, alva: Browser) -> None:
    form = form_to(alva.page, "/ideas")
    answer = alva.client.post(
        form.action,
        data={**form.values, "text": ""},
        forged=True,
        headers={"HX-Request": "true", "HX-Request-Type": "partial", "Accept-Language": "en"},
    )
    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert answer.text.strip().startswith("<title>")
    assert refusal_on(answer) == "Something is missing here."


def test_htmx_gets_the_page_after_a_change_and_is_sent_on_when_it_stands_elsewhere(
    small_evening: Evening, alva: Browser
) -> None:
    form = form_to(alva.page, "/ideas")
    asks = {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "HX-Current-URL": f"http://localhost{small_evening.path}",
    }
    here = alva.client.post(form.action, data={**form.values, "text": "Mer ljus"}, forged=True, headers=asks)
    assert (here.status_code, "<html" in here.text, "Mer ljus" in here.text) == (200, False, True)
    asks["HX-Current-URL"] = "http://localhost/elsewhere"
    elsewhere = alva.client.post(form.action, data={**form.values, "text": "Mer ljus"}, forged=True, headers=asks)
    assert (elsewhere.status_code, elsewhere.headers["HX-Redirect"]) == (200, small_evening.path)


def test_a_code_has_one_meaning_in_the_whole_product() -> None:
    with pytest.raises(ValueError, match="two meanings"):
        refusals.register({"missing": refusals.WORDS["too_long"]})


@pytest.mark.parametrize(
    "path", ["/nothing", "/e/nothing", "/e/nothing/live", "/p/nothing", "/v/nothing", "/f/999999", "/e/%00", "/p/%00"]
)
def test_what_is_not_there_is_not_found_in_words(town: Flask, path: str) -> None:
    answer = Browser(town).get(path)
    assert answer.status_code == 404
    assert "We cannot find that page" in said(answer.text)


def test_a_method_that_a_page_does_not_take_is_refused_in_words(app: Flask) -> None:
    for answer in (app.test_client().delete("/"), app.test_client().get("/language"), app.test_client().post("/")):
        assert answer.status_code == 405
        assert "<h1>" in answer.text


def test_a_fault_of_ours_is_a_page_that_says_whose_fault_it_was(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("with secrets inside")

    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("participation.home.routes.queries.going_on", broken)
    answer = Browser(app).get("/")
    assert answer.status_code == 500
    assert "Something went wrong with us" in said(answer.text)
    assert "secrets" not in answer.text


def test_a_database_that_is_away_is_a_page_that_says_wait(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("select secret", {}, RuntimeError("locked"))

    monkeypatch.setattr("participation.home.routes.queries.going_on", away)
    answer = Browser(app).get("/")
    assert (answer.status_code, "Give us a moment" in said(answer.text)) == (503, True)


def test_the_process_says_that_it_lives_and_whether_it_is_ready(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(app)
    assert (browser.get("/healthz").text, browser.get("/readyz").text) == ("ok", "ready")
    monkeypatch.setattr(home, "migrations_are_current", lambda: False)
    assert browser.get("/readyz").status_code == 503
    assert browser.get("/healthz").status_code == 200
