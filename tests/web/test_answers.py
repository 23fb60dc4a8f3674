"""Headers and cookies of every answer, and the browser's own files."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask

from participation.people import actions as people
from participation.web import assets
from tests.cast import OMAR, PASSWORD, Evening, account, evening_of, staff_of
from tests.reading import Browser, form_to
from tests.web.places import PUBLIC


def all_kinds_of_answers(evening: Evening) -> Iterator[Any]:
    alva, omar, stranger = evening.browser(), evening.desk(), Browser(evening.app)
    for path in PUBLIC:
        yield stranger.get(path)
    for path in ("", "/mine", "/signal", "/hand-over"):
        yield alva.get(evening.path + path)
    for path in ("/lead", "/screen", "/screen/now", "/prepare", "/poster", "/code.svg"):
        yield omar.get(evening.path + path)
    yield stranger.get("/staff")
    yield stranger.get("/static/css/base.css")
    yield stranger.get("/healthz")
    yield stranger.forge(f"{evening.path}/ideas", text="x")
    yield stranger.forge("/staff/people")
    yield alva.send("/hand-over") if alva.get(f"{evening.path}/hand-over") else None


def test_every_answer_carries_the_same_strict_headers(small_evening: Evening) -> None:
    for answer in all_kinds_of_answers(small_evening):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"]
        assert "Strict-Transport-Security" not in answer.headers
        assert not answer.headers.get("Server", "").startswith("Werkzeug")


def test_pages_are_never_kept_by_shared_caches_personal_ones_by_none_and_differ_by_what_asks(
    small_evening: Evening, alva: Browser
) -> None:
    page = alva.get(small_evening.path)
    assert page.headers["Cache-Control"] == "no-store"
    assert alva.get("/").headers["Cache-Control"] == "private, no-cache"
    assert {"HX-Request", "HX-Request-Type"} <= set(page.vary)
    assert "Cookie" in page.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "secure"), [("http://traden.example", False), ("https://traden.example", True), ("", False)]
)
def test_cookies_are_secure_exactly_when_the_public_address_is(installation: Any, address: str, secure: bool) -> None:
    app = installation(PUBLIC_URL=address)
    staff_of(app)
    people.set_password(account(OMAR).id, PASSWORD)
    evening = evening_of(app)
    base = "https://traden.example" if secure else "http://localhost"
    phone, cookies = app.test_client(), []
    for path, typed in (
        (f"/j/{evening.code}", {}),
        ("/staff/sign-in", {"email": OMAR.email, "password": PASSWORD}),
        ("/language", {"language": "en"}),
    ):
        page = phone.get("/" if path == "/language" else path, base_url=base)
        form = form_to(page.text, path)
        headers = {"Referer": f"{base}/"}
        sent = phone.post(path, data={**form.values, **typed}, forged=True, base_url=base, headers=headers)
        assert sent.status_code == 303, path
        cookies += page.headers.getlist("Set-Cookie") + sent.headers.getlist("Set-Cookie")
        assert ("Strict-Transport-Security" in sent.headers) is secure
    assert {cookie.partition("=")[0] for cookie in cookies} == {"traden", "language", f"t_{evening.event_id}"}
    for cookie in cookies:
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
        assert ("Secure" in cookie.split("; ")) is secure


def test_a_participants_cookie_lasts_two_years_and_names_only_the_event(small_evening: Evening) -> None:
    browser = Browser(small_evening.app)
    browser.get(f"/j/{small_evening.code}")
    form = form_to(browser.page, f"/j/{small_evening.code}")
    answer = browser.client.post(form.action, data=form.values, forged=True)
    (cookie,) = (c for c in answer.headers.getlist("Set-Cookie") if c.startswith("t_"))
    assert f"Max-Age={24 * 30 * 86400}" in cookie
    assert cookie.startswith(f"t_{small_evening.event_id}=")


@pytest.mark.parametrize(("accepts", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_browser_files_are_compressed_as_asked_and_kept_for_a_year_under_their_own_address(
    app: Flask, accepts: str, encoding: str | None
) -> None:
    page = Browser(app).get("/").text
    found = re.search(r'href="(/static/css/site\.css\?v=[0-9a-f]{10})"', page)
    assert found is not None
    answer = Browser(app).get(found[1], headers={"Accept-Encoding": accepts})
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert answer.headers.get("Content-Encoding") == encoding
    parts = [(Path(str(app.static_folder)) / part).read_bytes() for part in assets.BUNDLES["css/site.css"]]
    assert unpack(answer.data) == b"\n".join(parts)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept-Encoding" in answer.vary
    assert "Set-Cookie" not in answer.headers
    short = Browser(app).get("/static/css/base.css")
    assert short.headers["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(
    "name",
    ["nothing.css", "../wsgi.py", "%2e%2e/wsgi.py", "css", "css/../../README.md", "/etc/passwd", "..%5cwsgi.py", "%00"],
)
def test_nothing_outside_the_folder_is_served(app: Flask, name: str) -> None:
    answer = Browser(app).get(f"/static/{name}", follow_redirects=True)
    assert answer.status_code == 404


def test_pages_are_compressed_too(small_evening: Evening, alva: Browser) -> None:
    answer = alva.get(small_evening.path, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert b"<html" in brotli.decompress(answer.data)


def test_who_is_refused_gets_the_whole_page_back_compressed_too(small_evening: Evening, alva: Browser) -> None:
    form = form_to(alva.page, "/ideas")
    typed = {**form.values, "text": ""}
    answer = alva.client.post(form.action, data=typed, forged=True, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 422
    assert answer.headers["Content-Encoding"] == "br"
    assert b"<html" in brotli.decompress(answer.data)
