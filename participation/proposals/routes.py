"""The public pages: all proposals, one proposal's thread."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import current_app, render_template, request, url_for
from markupsafe import Markup

from participation import clock
from participation.proposals import queries, thread
from participation.proposals.blueprint import bp
from participation.proposals.placing.rules import key
from participation.proposals.queries import Filter
from participation.web.access import allow, everyone
from participation.web.fragments import page
from participation.web.kept import same_for_everybody
from participation.web.languages import current


@bp.get("/f")
@allow(everyone)
@same_for_everybody
def index() -> str:
    """All proposals, newest first, filtered by state, department, process and words."""
    asked = Filter(
        state=asked_in_address("state", 20),
        department=asked_in_address("department", 16),
        process=asked_in_address("process", 16),
        words=asked_in_address("q", 100),
        place=key(asked_in_address("place", 100)),
        before=_number(request.args.get("before", "")),
    )
    rows, before = queries.listed(asked)
    return page("proposals/list.html", found=_found(tuple(rows), before, asked, queries.choices(), current(), today()))


@lru_cache(maxsize=512)
def _found(
    rows: tuple[Any, ...], before: int | None, asked: Filter, choices: Any, _language: str, _day: dt.date
) -> Markup:
    """The list's own part of its page, drawn once for the same rows, question, language and day.

    It holds nothing of the reader. Everything that it is drawn from is in the key, so it is never out of date.
    """
    kept = {"state": asked.state, "department": asked.department, "process": asked.process, "q": asked.words,
            "place": asked.place}  # fmt: skip
    shown = {name: value for name, value in kept.items() if value}
    older = f"{url_for('proposals.index')}?{urlencode({**shown, 'before': before})}" if before else None
    departments, processes = choices
    return Markup(  # noqa: S704 - it comes from a template, which escapes
        render_template(
            "proposals/_found.html", rows=rows, older=older, asked=asked, departments=departments, processes=processes
        )
    )


@bp.get("/f/<int(max=999999999):number>")
@bp.get("/f/<int(max=999999999):number>/<slug>")
@allow(everyone)
@same_for_everybody
def show(number: int, slug: str = "") -> str:
    """The thread of one proposal; whatever stands after the number is decoration."""
    return page("proposals/show.html", thread=thread.of(number, today()))


def asked_in_address(name: str, limit: int) -> str:
    """A value of the address, without what no database takes."""
    return "".join(char for char in request.args.get(name, "")[:limit] if char.isprintable())


def _number(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else None


def today() -> dt.date:
    """The calendar day where the municipality is."""
    return clock.local_date(clock.now(), current_app.config["TIMEZONE"])


def slug_of(title: str) -> str:
    """A title as the end of an address: letters without marks, joined by dashes; may be empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


def address_of(number: int, title: str) -> str:
    """The path of a proposal's page with its title in it."""
    slug = slug_of(title)
    # Written out: the address is fixed for ever, and url_for would cost more than the rest of a list's row.
    return f"{request.script_root}/f/{number}/{slug}" if slug else f"{request.script_root}/f/{number}"
