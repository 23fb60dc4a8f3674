"""Browsing methods, starting from one, and keeping the municipality's own."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, methods, tokens
from participation.events.access import organiser
from participation.events.library import actions, queries
from participation.events.library.access import reader
from participation.events.library.gathering import Told
from participation.events.library.words import PURPOSES
from participation.methods.rules import LANGUAGES, LONGEST_FILE, LONGEST_TEXT, LONGEST_TITLE, MOST_PEOPLE
from participation.methods.writing import as_file
from participation.people.access import organiser_or_administrator
from participation.processes import queries as processes
from participation.refusal import Refusal
from participation.web import forms
from participation.web.access import allow, everyone
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on
from participation.web.words import ADDED, REMOVED, SAVED

bp = Blueprint("library", __name__)


@bp.get("/methods")
@allow(everyone)
def index() -> str:
    """Every method: for how many, how long, what comes out; for those who prepare events the municipality's own too."""
    ready = [method for method in methods.library().values() if queries.is_ready(method)]
    return page(
        "events/library/index.html",
        purposes=[(words, [method for method in ready if method.purpose == key]) for key, words in PURPOSES.items()],
        prepares=_prepares(),
        own=[(row, queries.method_of(row)) for row in queries.own()] if _prepares() else [],
        once=tokens.new_id(),
    )


@bp.get("/methods/<method_key>")
@allow(reader)
def show(method_key: str) -> str:
    """A method as a handbook: read, print, start from it."""
    language = g.method.language(current())
    return page(
        "events/library/method.html",
        method=g.method,
        own=g.own,
        speaks=language,
        steps=[
            (at, step, methods.in_language(step.settings, language).get("cards", []))
            for at, step in zip(g.method.times, g.method.steps, strict=True)
        ],
        ready=queries.is_ready(g.method),
        prepares=_prepares(),
        processes=processes.of_staff(current_user)[:12] if _prepares() else [],
        today=clock.local_date(clock.now(), current_app.config["TIMEZONE"]),
    )


@bp.get("/methods/<method_key>/file")
@allow(reader)
def file(method_key: str) -> Response:
    """The method as a file, for another municipality or for a text editor."""
    source = g.own.source if g.own else as_file(g.method)
    answer = Response(source, mimetype="application/toml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{method_key}.toml"'
    return answer


@bp.post("/staff/methods")
@allow(organiser_or_administrator)
@answers_on("library.index")
def take_in() -> ResponseReturnValue:
    """Take in a file."""
    key = actions.take_in(
        _sent(),
        as_new=forms.flag("as_new"),
        by_id=current_user.id,
        now=clock.now(),
        once=forms.text("once", limit=32, required=False),
    )
    return done("library.show", method_key=key, told=ADDED)


@bp.post("/staff/methods/<method_key>/remove")
@allow(organiser_or_administrator)
@answers_on("library.index")
def remove(method_key: str) -> ResponseReturnValue:
    """Take an own method out of the library."""
    actions.remove(method_key)
    return done("library.index", told=REMOVED)


@bp.get("/e/<event_id>/method")
@allow(organiser)
def save_page(event_id: str) -> str:
    """The form to save how an event was prepared as a method."""
    base = queries.find(g.event.method)
    return page(
        "events/library/save.html",
        event=g.event,
        base=base.only(base.language(current())) if base else None,
        speaks=base.language(current()) if base else current(),
        own=base is not None and g.event.method not in methods.library(),
        once=tokens.new_id(),
    )


@bp.post("/e/<event_id>/method")
@allow(organiser)
@answers_on("library.save_page")
def save(event_id: str) -> ResponseReturnValue:
    """Save it."""
    least = forms.whole("least", least=1, most=MOST_PEOPLE)
    most = forms.whole("most", least=1, most=MOST_PEOPLE)
    if least > most:
        raise Refusal("least_over_most", field="most")
    told = Told(
        language=forms.choice("speaks", LANGUAGES),
        title=forms.text("title", limit=LONGEST_TITLE),
        summary=forms.text("summary", limit=LONGEST_TEXT),
        suits=forms.text("suits", limit=LONGEST_TEXT, required=False),
        outcome=forms.text("outcome", limit=LONGEST_TEXT, required=False),
        people=(least, most),
    )
    key = actions.save(
        event_id,
        told,
        anew=forms.flag("anew"),
        by_id=current_user.id,
        now=clock.now(),
        once=forms.text("once", limit=32),
    )
    return done("library.show", method_key=key, told=SAVED)


def _prepares() -> bool:
    """Whether the reader prepares events."""
    return bool(current_user.is_authenticated and current_user.role in ("organiser", "administrator"))


def _sent() -> str:
    """The file that was sent, as text."""
    sent = request.files.get("file")
    raw = sent.read(4 * LONGEST_FILE + 1) if sent else b""
    if not raw:
        raise Refusal("not_a_method", field="file")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        raise Refusal("not_utf8", field="file") from problem
