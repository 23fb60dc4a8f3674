"""Bodies that are too large are refused unread."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.cast import Evening
from tests.reading import Browser, form_to, said


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
