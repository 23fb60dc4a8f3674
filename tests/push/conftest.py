"""A push service of the tests: on this machine, over https, keeping what it takes."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.server
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from participation.push import sealing
from participation.push.sending import Browser
from participation.serving import certificate

AUTH = b"sixteen byte key"


@dataclass(frozen=True, slots=True)
class Taken:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class PushService:
    """What was taken, what is answered, and the browser that takes its notices here."""

    port: int = 0
    status: int = 201
    location: str = ""
    taken: list[Taken] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(sealing.CURVE))

    @property
    def host(self) -> str:
        """As the setting names it."""
        return f"127.0.0.1:{self.port}"

    @property
    def browser(self) -> Browser:
        """The browser, as it tells a page."""
        return Browser(f"https://{self.host}/send/one", *keys_of(self.key))

    def opened(self) -> list[dict[str, str]]:
        """The notices, as the browser reads them."""
        return [json.loads(open_sealed(taken.body, self.key, AUTH)) for taken in self.taken]


def keys_of(key: ec.EllipticCurvePrivateKey) -> tuple[str, str]:
    return sealing.as_text(sealing.point(key.public_key())), sealing.as_text(AUTH)


def open_sealed(sealed: bytes, key: ec.EllipticCurvePrivateKey, auth: bytes) -> bytes:
    """What a browser does with a notice (RFC 8291), written on its own here."""
    salt, length = sealed[:16], sealed[20]
    assert int.from_bytes(sealed[16:20], "big") >= len(sealed) - 21 - length
    theirs, text = sealed[21 : 21 + length], sealed[21 + length :]
    mine = sealing.point(key.public_key())
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(sealing.CURVE, theirs))
    material = HKDF(hashes.SHA256(), 32, auth, b"WebPush: info\x00" + mine + theirs).derive(shared)
    content_key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(material)
    nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(material)
    opened = AESGCM(content_key).decrypt(nonce, text, None)
    assert opened.endswith(b"\x02")
    return opened[:-1]


class _Clerk(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        service: PushService = self.server.service  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        service.taken.append(Taken(self.path, dict(self.headers), body))
        self.send_response(service.status)
        if service.location:
            self.send_header("Location", service.location)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def push_service(tmp_path: Path) -> Iterator[PushService]:
    """A push service whose certificate this machine believes."""
    with running_push_service(tmp_path) as made:
        yield made


@contextlib.contextmanager
def running_push_service(folder: Path) -> Iterator[PushService]:
    """The same for as long as a test wants it."""
    made = PushService()
    found = certificate.ensure(folder, {"127.0.0.1"}, dt.datetime.now(dt.UTC))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(found.chain, found.key)
    believing = pytest.MonkeyPatch.context()
    with believing as environ, http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Clerk) as server:
        environ.setenv("SSL_CERT_FILE", str(found.chain))
        server.daemon_threads = True
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.service = made  # type: ignore[attr-defined]
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield made
        server.shutdown()
        thread.join()
