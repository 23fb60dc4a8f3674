"""Forged requests: every unsafe method carries a token of the reader's own session (Flask-WTF)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from participation.refusal import Refusal

_protect = CSRFProtect()

View = TypeVar("View", bound=Callable[..., object])


def harmless(view: View) -> View:
    """Declare that a forged request can do no harm here, so that public pages need no session for their form."""
    view.harmless = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Check the token after access was granted; a missing or foreign one is a refusal like any other.

    The token lives as long as the session, so that a form left open over an evening can still be sent; when it
    has gone stale all the same, the page comes back with what was typed and a fresh token.
    """
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    _protect.init_app(app)

    @app.before_request
    def _check() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if request.method in {"GET", "HEAD", "OPTIONS"} or getattr(view, "harmless", view is None):
            return
        try:
            _protect.protect()
        except CSRFError as problem:
            raise Refusal("form_too_old", status=400) from problem
