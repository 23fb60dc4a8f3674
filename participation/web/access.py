"""Access: every route declares who may come in, and a route that declares nothing lets nobody in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, request
from flask.typing import ResponseReturnValue

Policy = Callable[[], ResponseReturnValue | None]
"""Looks at the request: returns None to let it in, a response (a way to sign in) instead, or aborts."""

View = TypeVar("View", bound=Callable[..., object])


def allow(policy: Policy) -> Callable[[View], View]:
    """Declare who may use a route; stands directly above its function."""

    def declare(view: View) -> View:
        view.access = policy  # type: ignore[attr-defined]
        return view

    return declare


def everyone() -> None:
    """Anyone, known or not."""


def check(endpoint: str) -> ResponseReturnValue | None:
    """Ask the policy of `endpoint` about the present request."""
    policy: Policy | None = getattr(current_app.view_functions[endpoint], "access", None)
    if policy is None:
        abort(403)
    return policy()


def init_app(app: Flask) -> None:
    """Ask before every request that reaches a route."""

    @app.before_request
    def _enforce() -> ResponseReturnValue | None:
        if "\0" in request.path:
            abort(404)  # no database holds such a name, and one of them will not even look
        return check(request.endpoint) if request.endpoint else None
