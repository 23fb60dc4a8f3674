"""Notices: readable by one browser alone, handed to allowed push services alone, following nothing that they answer."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from flask import Flask

from participation import config, jobs, push
from participation.config import SettingError
from participation.push import rules, sealing
from participation.push.sending import Browser
from participation.refusal import Refusal
from tests.push.conftest import PushService, keys_of, open_sealed

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def test_a_notice_is_sealed_exactly_as_in_the_example_of_the_rfc() -> None:
    """RFC 8291, section 5 and appendix A."""
    read = sealing.from_text
    sender = int.from_bytes(read("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    receiver = int.from_bytes(read("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big")
    theirs = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    auth, text = "BTBZMqHH6r4Tts7J_aSIgg", b"When I grow up, I want to be a watermelon"
    key = ec.derive_private_key(sender, sealing.CURVE)
    sealed = sealing.seal(text, theirs, auth, key=key, salt=read("DGv6ra1nlYgDCS1FRnbzlw"))
    head = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A8"
    )
    assert sealed == read(head) + read("8pfeW0KbunFT06SuDKoJH9Ql87S1QUrdirN6GcG7sFz1y1sqLgVi1VhjVkHsUoEsbI_0LpXMuGvnzQ")
    assert open_sealed(sealed, ec.derive_private_key(receiver, sealing.CURVE), read(auth)) == text


def test_the_same_notice_is_another_one_each_time() -> None:
    keys = keys_of(ec.generate_private_key(sealing.CURVE))
    assert sealing.seal(b"Ja", *keys) != sealing.seal(b"Ja", *keys)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", ""),
        ("å" * 20, "AAAA"),
        ("BCVx", "BTBZMqHH6r4Tts7J_aSIgg"),
        ("A" * 87, "BTBZMqHH6r4Tts7J_aSIgg"),
        ("=", "="),
    ],
)
def test_what_is_no_key_of_a_browser_is_told(p256dh: str, auth: str) -> None:
    with pytest.raises(sealing.BadKeyError):
        sealing.check_keys(p256dh, auth)


HOSTS = ("push.example", "*.notify.example", "other.example:8443")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://push.example/send/one", "https://PUSH.example/x?y=1", "https://push.example:443/x",
        "https://db5p.notify.example/w/?token=x", "https://a.b.notify.example/", "https://other.example:8443/x",
    ],
)  # fmt: skip
def test_the_push_services_of_the_setting_are_allowed(endpoint: str) -> None:
    assert rules.check_endpoint(endpoint, HOSTS)


@pytest.mark.parametrize(
    "endpoint",
    [
        "", "push.example", "http://push.example/x", "ftp://push.example/x", "https://push.example:8443/x",
        "https://evil.example/push.example", "https://push.example.evil.example/", "https://evilpush.example/",
        "https://notify.example/", "https://.notify.example/", "https://evilnotify.example/",
        "https://push.example@127.0.0.1/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/",
        "https://169.254.169.254/latest", "https://push.example\\@evil.example/", "https://push.example/\r\nX: y",
        "https://push.example/å", "https://push.example:port/", "https://push.example:99999/", "https://[push.example/",
        "https://push.example/#x", "https://push.example/" + "x" * 1000,
    ],
)  # fmt: skip
def test_every_other_address_is_refused(endpoint: str) -> None:
    with pytest.raises(Refusal):
        rules.check_endpoint(endpoint, HOSTS)


@pytest.mark.parametrize("value", ["push", "https://push.example", "*", "*.*.example", "push.example/x", "a.b,c.d"])
def test_a_setting_that_allows_everything_or_nothing_is_told(tmp_path: object, value: str) -> None:
    with pytest.raises(SettingError, match="PUSH_HOSTS"):
        config.load({"PUSH_HOSTS": value, "INSTANCE_DIR": str(tmp_path)})


@pytest.fixture
def allowed(app: Flask, push_service: PushService) -> PushService:
    """The push service of the tests, allowed by the setting."""
    app.config["PUSH_HOSTS"] = (push_service.host,)
    return push_service


def _send(service: PushService, **changes: str) -> None:
    browser = Browser(**{"endpoint": service.browser.endpoint, **_keys(service), **changes})
    push.send(browser, "Nytt om “Ljus” 🛹", "/f/1", topic="a-topic", now=NOW)


def _keys(service: PushService) -> dict[str, str]:
    return {"p256dh": service.browser.p256dh, "auth": service.browser.auth}


def test_what_is_sent_is_title_and_address_for_that_browser_and_signed_for_that_service(allowed: PushService) -> None:
    _send(allowed)
    (taken,) = allowed.taken
    assert allowed.opened() == [{"title": "Nytt om “Ljus” 🛹", "address": "/f/1"}]
    assert taken.path == "/send/one"
    assert (taken.headers["Content-Encoding"], taken.headers["Topic"]) == ("aes128gcm", "a-topic")
    assert b"Ljus" not in taken.body
    told = dict(part.split("=", 1) for part in taken.headers["Authorization"].removeprefix("vapid ").split(","))
    assert told["k"] == push.public_key()
    signed, _, signature = told["t"].rpartition(".")
    raw = sealing.from_text(signature)
    pair = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(sealing.CURVE, sealing.from_text(told["k"]))
    key.verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert claims["aud"] == f"https://{allowed.host}"
    assert claims["sub"] == "mailto:ungdom@lindvik.example"
    assert NOW.timestamp() < claims["exp"] <= (NOW + dt.timedelta(hours=24)).timestamp()


def test_the_key_stays_the_same_and_is_each_installations_own(app: Flask) -> None:
    first = push.public_key()
    assert push.public_key() == first
    app.config["SECRET_KEY"] = "another"
    assert push.public_key() != first


def test_a_redirect_is_not_followed(allowed: PushService) -> None:
    allowed.status, allowed.location = 307, f"https://{allowed.host}/elsewhere"
    with pytest.raises(jobs.Hopeless):
        _send(allowed)
    assert [taken.path for taken in allowed.taken] == ["/send/one"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, push.Gone), (410, push.Gone), (400, jobs.Hopeless), (413, jobs.Hopeless), (429, OSError), (503, OSError)],
)
def test_what_a_push_service_answers_decides_what_comes_next(
    allowed: PushService, status: int, expected: type[Exception]
) -> None:
    allowed.status = status
    with pytest.raises(expected):
        _send(allowed)
    assert len(allowed.taken) == 1


def test_nothing_is_sent_to_who_is_not_allowed_nor_without_keys(allowed: PushService, app: Flask) -> None:
    with pytest.raises(jobs.Hopeless):
        _send(allowed, p256dh="no")
    app.config["PUSH_HOSTS"] = ("push.example",)
    with pytest.raises(jobs.Hopeless):
        _send(allowed)
    assert allowed.taken == []


def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    allowed: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(OSError, match="certificate"):
        _send(allowed)
    assert allowed.taken == []
