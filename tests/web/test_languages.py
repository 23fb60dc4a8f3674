"""Languages: guessed, switched, complete."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from tests.cast import Evening
from tests.reading import Browser, said
from tests.web.places import PUBLIC


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("en-GB,en;q=0.9,sv;q=0.1", "en"),
        ("de,en;q=0.5", "en"),
        ("ar", "sv"),
        ("", "sv"),
        ("*", "sv"),
        ("sv;q=0,en", "en"),
        (";;;==,x" * 50, "sv"),
    ],
)
def test_the_language_is_guessed_from_the_phone(app: Flask, accepted: str, language: str) -> None:
    assert f'<html lang="{language}"' in Browser(app, accepted).get("/").text


def test_the_default_language_is_the_installations(installation: Any) -> None:
    assert '<html lang="en"' in Browser(installation(DEFAULT_LANGUAGE="en"), "ar").get("/").text


def test_the_language_is_switched_on_the_page_where_one_stands_and_kept_on_the_device(
    small_evening: Evening, alva: Browser
) -> None:
    assert alva.send("/language", language="sv").status_code == 200
    assert alva.at == small_evening.path
    assert '<html lang="sv"' in alva.page
    assert '<html lang="sv"' in alva.get("/").text
    alva.send("/language", language="tlh")
    assert '<html lang="sv"' in alva.get("/").text
    alva.client.set_cookie("language", "<script>")
    assert '<html lang="en"' in alva.get("/").text


def test_the_language_can_be_switched_on_a_page_that_shows_a_refusal(small_evening: Evening, alva: Browser) -> None:
    alva.send(f"{small_evening.path}/ideas", text="")
    assert alva.send("/language", language="sv").status_code == 200
    assert alva.at == small_evening.path


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/[x", "/x\r\nX: y", ""]
)
def test_switching_the_language_never_leads_away(app: Flask, elsewhere: str) -> None:
    browser = Browser(app)
    answer = browser.forge("/language", language="sv", to=elsewhere)
    assert (answer.status_code, answer.location) == (303, "/")


def test_every_public_page_is_there_in_both_languages(small_evening: Evening) -> None:
    pages = [*PUBLIC, f"/p/{small_evening.process_id}", f"/j/{small_evening.code}", "/j/XXXXXX"]
    for path in pages:
        swedish = Browser(small_evening.app, "sv").get(path).text
        english = Browser(small_evening.app, "en").get(path).text
        assert ('<html lang="sv"' in swedish, '<html lang="en"' in english) == (True, True)
        assert said(swedish) != said(english), path
        for page in (swedish, english):
            assert not re.search(r"%\(\w+\)s|\{\{|\{%", page), path


def test_headings_are_swedish_for_a_swedish_reader(small_evening: Evening) -> None:
    """Where the catalogue has no words a page would fall back to English: no heading may be the same in both."""

    def headings(language: str, path: str) -> list[str]:
        page = Browser(small_evening.app, language).get(path).text
        return [said(found) for found in re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.S)]

    for path in PUBLIC:
        assert headings("sv", path) != headings("en", path), path
