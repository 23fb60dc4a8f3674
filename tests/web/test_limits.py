"""Throttles, settings, secrets, proxies, logs."""

from __future__ import annotations

import json
import logging
import stat
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from participation import clock
from participation.config import SettingError, load
from participation.people import actions as people
from participation.refusal import Refusal
from participation.web import throttle
from tests.cast import OMAR, PASSWORD, YOUNG, Evening, account, at_desk, evening_of, staff_of
from tests.reading import Browser, form_to, refusal_on, said


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
