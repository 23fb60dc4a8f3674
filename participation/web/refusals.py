"""Refusals become words in the reader's language, beside the form that keeps what was typed.

A route says with `@answers_on("room.page")` on which page a refusal of its form is shown; the page is rendered
again with status 422, its form filled with what came in, and nothing was written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from sqlalchemy.exc import OperationalError, TimeoutError
from werkzeug.exceptions import HTTPException

from participation.refusal import Refusal
from participation.web import fragments

WORDS: dict[str, LazyString] = {}
"""Words for every refusal code, filled by each room's `words.py`."""

View = TypeVar("View", bound=Callable[..., object])
log = logging.getLogger(__name__)


def register(words: Mapping[str, LazyString]) -> None:
    """Add a room's words; a code has one meaning in the whole product."""
    for code, text in words.items():
        if WORDS.setdefault(code, text) is not text:
            raise ValueError(f"two meanings of the refusal {code}")


def answers_on(endpoint: str) -> Callable[[View], View]:
    """Declare the page that shows the form of this route."""

    def declare(view: View) -> View:
        view.answers_on = endpoint  # type: ignore[attr-defined]
        return view

    return declare


@dataclass(slots=True)
class Shown:
    """A refusal as templates see it: code, words, the field it is about, and the address of the form it belongs to."""

    code: str
    text: str
    field: str | None
    action: str
    told: bool = False

    @property
    def words(self) -> str:
        """The words. A page that asks for them has the form that they stand beside."""
        self.told = True
        return self.text


def words_for(refusal: Refusal) -> str:
    """The refusal in the reader's language."""
    return str(WORDS[refusal.code]) % refusal.facts


def shown() -> Shown | None:
    """The refusal of this request, if there is one."""
    return g.get("shown_refusal")


def closed_on(code: str) -> Mapping[str, str] | None:
    """All that was typed in a form, and its `action`, when `code` is why it was refused.

    For a page that shows it on its own: no other form with the same address takes it for its own.
    """
    refusal = shown()
    if refusal is None or refusal.code != code:
        return None
    typed = request.form.to_dict() | {"action": refusal.action}
    refusal.action, refusal.told = "", True
    return typed


def refill(action: str, values: Mapping[str, str]) -> None:
    """Let the form with this address stand on this page with what was typed before, unless another was refused."""
    g.refilled = (action, values)


def _kept(action: str, name: str, otherwise: object = "") -> str:
    """What was typed in `name` of the form that was refused or is filled again, or `otherwise`."""
    refusal = shown()
    if refusal is not None and refusal.action == action:
        return request.form.get(name, "")
    refilled, values = g.get("refilled", ("", {}))
    if refusal is None and refilled == action and name in values:
        return str(values[name])
    return "" if otherwise is None else str(otherwise)


def _is_open(action: str) -> bool:
    """Whether a form that is folded away is shown: it was refused, or is filled again."""
    refusal = shown()
    return refusal.action == action if refusal is not None else g.get("refilled", ("", {}))[0] == action


def _kept_list(action: str, name: str, otherwise: list[str]) -> list[str]:
    """The same for a field with several values."""
    refusal = shown()
    return otherwise if refusal is None or refusal.action != action else request.form.getlist(name)


def _refuse(refusal: Refusal) -> ResponseReturnValue:
    words = words_for(refusal)
    if request.headers.get("Accept") == "application/json":
        return {"code": refusal.code, "words": words}, refusal.status  # own scripts read no pages
    shown = g.shown_refusal = Shown(refusal.code, words, refusal.field, request.path)
    view = current_app.view_functions.get(request.endpoint or "")
    endpoint: str | None = getattr(view, "answers_on", None)
    if endpoint is None or request.view_args is None:
        return _error_page(refusal.status, words)
    try:
        answer = make_response(fragments.show(endpoint, **fragments.page_values(endpoint)))
    except (Refusal, HTTPException):
        # That page is not for this reader, or no longer there: the words stand alone.
        return _error_page(refusal.status, words, request.form.get("text", ""))
    if answer.status_code != 200:
        return answer
    if not shown.told:
        # The form is gone from its page, because the room went on: what was typed must not go with it.
        return _error_page(refusal.status, words, request.form.get("text", ""), fragments.here())
    answer.status_code = refusal.status
    return answer


def _error_page(status: int, words: str | None = None, typed: str = "", back: str = "") -> ResponseReturnValue:
    layout = "_layouts/fragment.html" if fragments.wants_fragment() else "_layouts/base.html"
    return render_template("error.html", layout=layout, status=status, words=words, typed=typed, back=back), status


def _too_large() -> str:
    """The words for a body of unannounced length that turned out too large while it was read."""
    return words_for(Refusal("body_too_large", megabytes=f"{(request.max_content_length or 0) / 1024 / 1024:g}"))


def init_app(app: Flask) -> None:
    """One handler for refusals, one for HTTP errors, one for a database that does not answer."""
    app.jinja_env.globals.update(kept=_kept, is_open=_is_open, kept_list=_kept_list, the_refusal=shown)

    @app.errorhandler(Refusal)
    def _on_refusal(refusal: Refusal) -> ResponseReturnValue:
        return _refuse(refusal)

    @app.errorhandler(HTTPException)
    def _on_error(problem: HTTPException) -> ResponseReturnValue:
        if problem.code is None or problem.code < 400:
            return problem.get_response()
        return _error_page(problem.code, _too_large() if problem.code == 413 else None)

    @app.errorhandler(OperationalError)
    @app.errorhandler(TimeoutError)
    def _on_database(problem: OperationalError | TimeoutError) -> ResponseReturnValue:
        log.error("the database did not answer: %s", type(getattr(problem, "orig", problem)).__name__)
        return _error_page(503)
