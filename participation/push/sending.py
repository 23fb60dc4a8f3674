"""Handing a notice to a push service: over https, to an allowed host, following nothing that it answers."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import ssl
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from py_vapid import Vapid

from participation import jobs
from participation.push import rules, sealing
from participation.refusal import Refusal

TIMEOUT = 10.0
KEPT_FOR = dt.timedelta(days=3)
"""How long a push service keeps a notice for a browser that is off."""
_SIGNED_FOR = dt.timedelta(hours=12)
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""How many keys the curve has."""


class Gone(Exception):
    """The browser takes no notices any more: it is to be forgotten."""


@dataclass(frozen=True, slots=True)
class Browser:
    """Where one browser takes notices, and the keys that only it can open them with."""

    endpoint: str
    p256dh: str
    auth: str


def public_key() -> str:
    """The key that browsers know this installation by."""
    return sealing.as_text(sealing.point(_key().public_key()))


def send(browser: Browser, title: str, address: str, *, topic: str, now: dt.datetime) -> None:
    """Hand over a notice: a title and the address that it leads to, nothing else.

    One with the same `topic` that still waits there is replaced by it. Raises `Gone`, or `jobs.Hopeless` when trying
    again would not help.
    """
    try:
        host = rules.check_endpoint(browser.endpoint, current_app.config["PUSH_HOSTS"])
        body = sealing.seal(_message(title, address), browser.p256dh, browser.auth)
    except (Refusal, sealing.BadKeyError) as problem:
        raise jobs.Hopeless("not an address of a push service") from problem
    headers = {
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Topic": topic,
        "Urgency": "normal",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        **_signature(browser.endpoint, now),
    }
    status = _post(host, browser.endpoint, body, headers)
    if status in {404, 410}:
        raise Gone
    if 300 <= status < 500 and status != 429:
        raise jobs.Hopeless(f"a push service answered {status}")
    if status >= 300:
        raise ConnectionError(f"a push service answered {status}")


def _message(title: str, address: str) -> bytes:
    return json.dumps({"title": title[:200], "address": address}, ensure_ascii=False).encode()


def _post(host: str, endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    """The status that the push service answers; what else it says is not read, and no redirect is followed."""
    parts = urlsplit(endpoint)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection = http.client.HTTPSConnection(host, timeout=TIMEOUT, context=ssl.create_default_context())
    with closing(connection):
        connection.request("POST", path, body, headers)
        return connection.getresponse().status


def _signature(endpoint: str, now: dt.datetime) -> dict[str, str]:
    """Who sends this, as RFC 8292 wants it said: signed for that push service alone, and for half a day."""
    claims = {
        "aud": f"https://{urlsplit(endpoint).netloc}",
        "exp": int((now + _SIGNED_FOR).timestamp()),
        "sub": f"mailto:{current_app.config['CONTACT_EMAIL']}",
    }
    signed: dict[str, str] = Vapid(_key()).sign(claims)
    return signed


def _key() -> ec.EllipticCurvePrivateKey:
    """The installation's own: it follows from its secret, so that every process has it and nothing more is kept."""
    secret: str = current_app.config["SECRET_KEY"]
    drawn = HKDF(hashes.SHA256(), 48, None, b"web push").derive(secret.encode())
    return ec.derive_private_key(1 + int.from_bytes(drawn, "big") % (_ORDER - 1), sealing.CURVE)
