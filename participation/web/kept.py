"""Public pages kept in memory: rendered and compressed once, until anything in the database changes.

For pages that are the same for everybody who reads in one language. Whatever they show may change by any write, so
what is kept counts only as long as the database is exactly as it was before the page was read.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar, cast

import brotli
from flask import Flask, Response, current_app, request

from participation import clock, db
from participation.web.fragments import wants_fragment
from participation.web.languages import current
from participation.web.refusals import shown

MOST = 500
"""Pages kept at once; the least recently read go first."""

View = TypeVar("View", bound=Callable[..., object])
Kept = OrderedDict[tuple[str, str, bool, dt.date], tuple[object, bytes]]


def same_for_everybody(view: View) -> View:
    """Declare that a page says the same to everybody (stands directly above its function, below `@allow`)."""

    @functools.wraps(view)
    def keep(**values: object) -> object:
        stamp = db.stamp()
        if stamp is None or shown() is not None or not request.accept_encodings["br"]:
            return view(**values)
        pages: Kept = current_app.extensions["kept-pages"]
        today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
        key = (request.full_path, current(), wants_fragment(), today)
        found = pages.get(key)
        if found is None or found[0] != stamp:
            text = cast(str, view(**values))
            found = pages[key] = (stamp, brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=5))
            if len(pages) > MOST:
                pages.popitem(last=False)
        pages.move_to_end(key)
        answer = Response(found[1], mimetype="text/html")
        answer.content_encoding = "br"
        answer.vary.add("Accept-Encoding")
        return answer

    return cast(View, keep)


def init_app(app: Flask) -> None:
    """No page is kept yet."""
    app.extensions["kept-pages"] = OrderedDict()
