"""What HTTP needs everywhere: refusals, csrf, bodies, headers, cookies, languages, assets, throttles, proxies, logs."""

from __future__ import annotations

import gzip
import io
import json
import logging
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import EnvironBuilder, run_wsgi_app

from participation import clock
from participation.config import SettingError, load
from participation.home import queries as home
from participation.people import actions as people
from participation.refusal import Refusal
from participation.web import assets, refusals, throttle
from tests.cast import (
    OMAR,
    PASSWORD,
    YOUNG,
    Browser,
    Evening,
    account,
    at_desk,
    evening_of,
    form_to,
    refusal_on,
    said,
    staff_of,
)
from tests.conftest import environ_for, running

PUBLIC = (
    "/",
    "/f",
    "/data",
    "/privacy",
    "/accessibility",
    "/help",
    "/t",
    "/staff/sign-in",
    "/staff/link",
    "/nothing-here",
)
"""Pages that anybody can read without knowing anything."""


@pytest.fixture
def alva(small_evening: Evening) -> Browser:
    return small_evening.browser()


@pytest.fixture
def installation(tmp_path: Path, sqlite_template: Path, compiled_templates: Path) -> Any:
    """Makes applications with settings of one's own, on a database as the migrations leave it."""
    opened: list[Any] = []

    def make(**settings: str) -> Flask:
        instance = tmp_path / "installation"
        instance.mkdir(exist_ok=True)
        target = instance / sqlite_template.name
        if not target.exists():
            target.write_bytes(sqlite_template.read_bytes())
        context = running({**environ_for(instance), **settings}, compiled_templates)
        opened.append(context)
        return context.__enter__()

    yield make
    for context in reversed(opened):
        context.__exit__(None, None, None)


# Refusals


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
    area = re.search(r"<textarea[^>]*name=\"text\"[^>]*>", page)
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


# Bodies


class Counted(io.BytesIO):
    """A body that counts what is read of it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.taken = 0

    def _count(self, data: bytes) -> bytes:
        self.taken += len(data)
        return data

    def read(self, size: int | None = -1) -> bytes:
        return self._count(super().read(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._count(super().readline(size))

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def send_body(app: Flask, browser: Browser, path: str, body: Counted, **environ: Any) -> tuple[int, str]:
    builder = EnvironBuilder(path=path, method="POST", content_type="application/x-www-form-urlencoded")
    plain = {name: value for name, value in builder.get_environ().items() if name != "CONTENT_LENGTH"}
    made = {**plain, "wsgi.input": body, "HTTP_ACCEPT_LANGUAGE": "en", **environ}
    kept = browser.client._cookies.values() if browser.client._cookies else ()
    made["HTTP_COOKIE"] = "; ".join(f"{cookie.key}={cookie.value}" for cookie in kept)
    content, status, _headers = run_wsgi_app(app.wsgi_app, made, buffered=True)
    return int(status.split()[0]), b"".join(content).decode()


TWENTY_MB = 20 * 1024 * 1024


def test_twenty_megabytes_are_refused_unread_on_the_page_of_the_form(small_evening: Evening, alva: Browser) -> None:
    body = Counted(b"text=" + b"x" * TWENTY_MB)
    path = f"{small_evening.path}/ideas"
    status, page = send_body(small_evening.app, alva, path, body, CONTENT_LENGTH=str(TWENTY_MB + 5))
    assert (status, body.taken) == (413, 0)
    assert "That was too large to receive. At most 0.25 MB can be sent." in said(page)


@pytest.mark.parametrize("path", ["/language", "/nothing", "/t", "/staff/sign-in", "/staff/people", "/staff/records"])
def test_large_bodies_are_refused_unread_for_strangers_everywhere(small_evening: Evening, path: str) -> None:
    body = Counted(b"x" * TWENTY_MB)
    status, page = send_body(small_evening.app, Browser(small_evening.app), path, body, CONTENT_LENGTH=str(TWENTY_MB))
    assert (status, body.taken) == (413, 0)
    assert "too large to receive" in said(page)


def test_a_body_of_unannounced_length_is_refused_unread(small_evening: Evening, alva: Browser) -> None:
    body = Counted(b"text=" + b"x" * TWENTY_MB)
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    status, page = send_body(small_evening.app, alva, f"{small_evening.path}/ideas", body, **chunked)
    assert (status, body.taken) == (411, 0)
    assert "That did not work" in said(page)


def test_a_body_just_within_the_limit_is_read(small_evening: Evening, alva: Browser) -> None:
    answer = alva.send(f"{small_evening.path}/ideas", text="Mer ljus", other="x" * 200_000)
    assert answer.status_code == 200


def test_an_endless_number_of_fields_is_refused(small_evening: Evening, alva: Browser) -> None:
    form = form_to(alva.page, "/ideas")
    many = {f"f{number}": "x" for number in range(20_000)}
    answer = alva.client.post(form.action, data={**form.values, **many, "text": "X"}, forged=True)
    assert answer.status_code in {200, 303, 413}
    assert alva.get(small_evening.path).status_code == 200


# Headers and cookies


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


def test_pages_are_never_kept_by_shared_caches_and_differ_by_what_asks(small_evening: Evening, alva: Browser) -> None:
    page = alva.get(small_evening.path)
    assert page.headers["Cache-Control"] == "private, no-cache"
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
    browser = Browser(app)
    scheme = {"base_url": "https://traden.example"} if secure else {}
    cookies: list[str] = []

    def note(answer: Any) -> Any:
        cookies.extend(answer.headers.getlist("Set-Cookie"))
        return answer

    page = note(browser.client.get(f"/j/{evening.code}", **scheme)).text
    form = form_to(page, f"/j/{evening.code}")
    headers = {"Referer": "https://traden.example/"}
    note(browser.client.post(form.action, data=form.values, forged=True, headers=headers, **scheme))
    note(
        browser.client.post("/language", data={**form.values, "language": "en"}, forged=True, headers=headers, **scheme)
    )
    sign_in = form_to(note(browser.client.get("/staff/sign-in", **scheme)).text, "/staff/sign-in").values
    known = {**sign_in, "email": OMAR.email, "password": PASSWORD}
    entered = note(browser.client.post("/staff/sign-in", data=known, forged=True, headers=headers, **scheme))
    assert entered.status_code == 303
    names = {cookie.partition("=")[0] for cookie in cookies}
    assert names == {"traden", "language", f"t_{evening.event_id}"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert ("Secure" in cookie) is secure
    assert ("Strict-Transport-Security" in entered.headers) is secure


def test_a_participants_cookie_lasts_two_years_and_names_only_the_event(small_evening: Evening) -> None:
    browser = Browser(small_evening.app)
    browser.get(f"/j/{small_evening.code}")
    form = form_to(browser.page, f"/j/{small_evening.code}")
    answer = browser.client.post(form.action, data=form.values, forged=True)
    (cookie,) = (c for c in answer.headers.getlist("Set-Cookie") if c.startswith("t_"))
    assert f"Max-Age={24 * 30 * 86400}" in cookie
    assert cookie.startswith(f"t_{small_evening.event_id}=")


# Languages


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


# Assets


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


# Throttles


def test_four_hundred_newcomers_behind_one_address_get_in(small_evening: Evening) -> None:
    app, code = small_evening.app, small_evening.code
    opener = Browser(app)
    opener.get(f"/j/{code}")
    form = form_to(opener.page, f"/j/{code}")
    session = opener.client.get_cookie("traden")
    assert session is not None
    begun = clock.now()
    fates = set()
    for number in range(400):
        phone = app.test_client()
        phone.set_cookie("traden", session.value)
        answer = phone.post(form.action, data={**form.values, "once": f"phone {number}"}, forged=True)
        fates.add((answer.status_code, answer.location))
    assert fates == {(303, small_evening.path)}
    assert (clock.now() - begun).total_seconds() < 10
    assert "400 here" in said(small_evening.desk().get(f"{small_evening.path}/lead").text)


def test_one_device_that_floods_is_refused_kindly_and_keeps_its_text_while_others_go_on(
    small_evening: Evening, alva: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("participation.ideas.rules.MOST_IDEAS", 1000)
    bilal = small_evening.browser()
    path = f"{small_evening.path}/ideas"
    step = {"step": small_evening.board}
    statuses = [alva.forge(path, text=f"Idé {number}", **step).status_code for number in range(61)]
    assert statuses == [303] * 60 + [429]
    alva.get(small_evening.path)
    answer = alva.send(path, text="Den sextioandra")
    assert answer.status_code == 429
    assert "wait a moment" in refusal_on(answer)
    assert form_to(answer.text, "/ideas").values["text"] == "Den sextioandra"
    assert bilal.send(path, text="Bilals").status_code == 200


def test_a_spent_limit_is_a_refusal_and_limits_do_not_share(app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        for _ in range(throttle.PER_DEVICE.most):
            throttle.spend(throttle.PER_DEVICE, "alva")
        throttle.spend(throttle.PER_DEVICE, "bilal")
        with pytest.raises(Refusal) as refusal:
            throttle.spend(throttle.PER_DEVICE, "alva")
        assert (refusal.value.code, refusal.value.status) == ("too_fast", 429)
        seen = throttle.address()
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.8"}):
        assert throttle.address() != seen
    assert "192" not in seen
    assert throttle.PER_ADDRESS.most >= 400 * 6, "a school with 400 phones within ten seconds, and its ideas"


def test_a_limit_is_counted_anew_in_each_window_and_nothing_of_the_last_one_is_kept() -> None:
    counter, limit = throttle.Counter(), throttle.Limit(2, 60)
    assert [counter.hit(limit, ("alva",), now) for now in (0, 59.9, 59.9, 60, 60, 61)] == [
        True,
        True,
        False,
        True,
        True,
        False,
    ]
    counter.hit(limit, ("bilal",), 120)
    assert counter.counts == {limit: {("bilal",): 1}}


# Settings, secrets, proxies


def test_the_secret_is_made_at_the_first_start_readable_by_its_owner_alone_and_kept(tmp_path: Path) -> None:
    first = load({"INSTANCE_DIR": str(tmp_path / "a")})["SECRET_KEY"]
    path = tmp_path / "a" / "secrets.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {"SECRET_KEY": first}
    assert len(first) >= 43
    assert load({"INSTANCE_DIR": str(tmp_path / "a")})["SECRET_KEY"] == first
    assert load({"INSTANCE_DIR": str(tmp_path / "b")})["SECRET_KEY"] != first


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "traden.example"),
        ("PUBLIC_URL", "ftp://traden.example"),
        ("TIMEZONE", "Mars/Olympus"),
        ("DEFAULT_LANGUAGE", "tlh"),
        ("REPLY_DAYS", "-1"),
        ("REPLY_DAYS", "snart"),
        ("SQLITE_SYNCHRONOUS", "OFF"),
        ("TRUSTED_PROXIES", "all"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"^{name}: "):
        load({"INSTANCE_DIR": str(tmp_path), name: value})


FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}


@pytest.mark.parametrize(("proxies", "believed"), [("0", False), ("1", True)])
def test_forwarded_headers_are_believed_only_from_trusted_proxies(
    installation: Any, proxies: str, believed: bool
) -> None:
    app = installation(TRUSTED_PROXIES=proxies)
    staff_of(app)
    evening = evening_of(app)
    poster = said(evening.desk().get(f"{evening.path}/poster", headers=FORWARDED).text)
    assert ("evil.example/j" in poster) is believed
    assert ("localhost/j" in poster) is not believed


def _session_of(evening: Evening) -> str:
    found = evening.desk().client.get_cookie("traden")
    assert found is not None
    return found.value


def test_the_public_address_governs_what_is_printed_whatever_host_was_asked(installation: Any) -> None:
    app = installation(PUBLIC_URL="https://traden.lindvik.example/", TRUSTED_PROXIES="1")
    staff_of(app)
    evening = evening_of(app)
    with_cookie = {**FORWARDED, "Cookie": f"traden={_session_of(evening)}"}
    poster = evening.desk().get(f"{evening.path}/poster", headers=with_cookie).text
    assert "evil.example" not in poster
    assert "traden.lindvik.example/j" in said(poster)


# Logs


def test_logs_hold_no_address_no_cookie_no_text_and_no_name(
    small_evening: Evening, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    people.set_password(account(OMAR).id, PASSWORD)
    secret_words = "Gångvägen bakom skolan"
    alva = small_evening.browser()
    where = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.77"}}
    alva.get(small_evening.path, headers={"User-Agent": "Telefonen 7"}, **where)
    alva.send(f"{small_evening.path}/ideas", text=secret_words)
    alva.send(f"{small_evening.path}/ideas", text=secret_words, csrf_token="")
    alva.forge(f"{small_evening.path}/ideas", text=secret_words, step="nothing")
    omar = Browser(small_evening.app)
    omar.get("/staff/sign-in")
    omar.send("/staff/sign-in", email=OMAR.email, password="fel lösenord här")
    omar.send("/staff/sign-in", email=OMAR.email, password=PASSWORD)

    def away(*_: object) -> None:
        raise OperationalError(f"insert {secret_words}", {"text": secret_words}, RuntimeError("locked"))

    monkeypatch.setattr("participation.home.routes.queries.going_on", away)
    alva.get("/")
    cookie = alva.cookie(f"t_{small_evening.event_id}")
    assert cookie is not None
    logged = caplog.text
    assert "the database did not answer: RuntimeError" in logged
    for personal in ("203.0.113.77", "Telefonen", secret_words, cookie, OMAR.email, PASSWORD, "fel lösenord", *YOUNG):
        assert personal not in logged, personal


def test_nothing_of_a_reader_is_kept_in_the_session_but_what_forms_need(small_evening: Evening, alva: Browser) -> None:
    with alva.client.session_transaction() as session:
        assert set(session) <= {"csrf_token", "_permanent"}
    with at_desk(small_evening.app, OMAR).client.session_transaction() as session:
        assert set(session) <= {"_user_id", "signed_in_at", "_fresh", "csrf_token", "_permanent"}
