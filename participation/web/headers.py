"""Headers of every answer: a strict content security policy, nothing sniffed, nothing leaked, bodies bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from gevent import Timeout, monkey

from participation.refusal import Refusal

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
    "manifest-src 'self'; worker-src 'self'"
)
HEADERS = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()"),
]
SMALL_BODY = 256 * 1024
"""Bytes that an ordinary form may have; routes that take pictures say so with `@large_body`."""

SLOWEST = 20.0
"""Seconds in which an ordinary form must have arrived; pictures get four times as long."""

NOT_KEPT = ("/e/", "/t", "/staff", "/following")
"""Pages about one person: a shared device keeps nothing of them, not even for its Back button."""

View = TypeVar("View", bound=Callable[..., object])


def large_body(view: View) -> View:
    """Declare that a route takes pictures: bodies up to `MAX_BODY_MB`."""
    view.large_body = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Set the headers, and refuse bodies that are too large before a byte of them is read."""
    most = app.config["MAX_BODY_MB"] * 1024 * 1024
    secure = app.config["PUBLIC_URL"].startswith("https:")
    app.config.update(
        MAX_CONTENT_LENGTH=most,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_NAME="traden",
        SESSION_REFRESH_EACH_REQUEST=False,
    )

    headers = [*HEADERS]
    if app.config["MAP_TILES"]:
        tiles = urlsplit(app.config["MAP_TILES"])
        headers[0] = ("Content-Security-Policy", POLICY.replace("blob:;", f"blob: {tiles.scheme}://{tiles.netloc};"))
    fixed = [*headers, ("Strict-Transport-Security", "max-age=31536000")] if secure else headers

    @app.before_request
    def _bound_body() -> None:
        view = app.view_functions.get(request.endpoint or "")
        limit = most if getattr(view, "large_body", False) else SMALL_BODY
        request.max_content_length = limit
        if "Transfer-Encoding" in request.headers and request.content_length is None:
            abort(411)  # browsers say how long their forms are; what does not would be cut off at the limit
        if (request.content_length or 0) > limit:
            # What was typed stays unread: an empty form stands in for it, so that the page can be shown.
            request.environ["wsgi.input"], request.environ["CONTENT_LENGTH"] = _Empty(), "0"
            raise Refusal("body_too_large", status=413, megabytes=f"{limit / 1024 / 1024:g}")
        _receive(SLOWEST * (4 if limit > SMALL_BODY else 1))

    @app.after_request
    def _set(response: Response) -> Response:
        response.headers.extend(fixed)
        personal = request.path.startswith(NOT_KEPT)
        response.headers.setdefault("Cache-Control", "no-store" if personal else "private, no-cache")
        return response


def _receive(seconds: float) -> None:
    """Take the whole body in before anything else is held for this request, and give up on who dawdles."""
    if not request.content_length:
        return
    if not monkey.is_module_patched("socket"):
        request.get_data(cache=True)
        return
    try:
        with Timeout(seconds):
            request.get_data(cache=True)
    except Timeout:
        abort(408)


class _Empty:
    """A request body with nothing in it."""

    def read(self, _size: int = -1) -> bytes:
        """Nothing."""
        return b""

    def readline(self, _size: int = -1) -> bytes:
        """Nothing."""
        return b""
