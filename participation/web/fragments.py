"""One template for the page and for its fragment, and one way to answer after a change.

A page template extends `layout`: the whole document for a browser, only `<main>` for htmx. So the markup exists
once, and a form works the same with JavaScript and without. Everything that knows htmx's headers stands here and
in `templates/_macros/forms.html`.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString

from participation.web import access

CARRIED = ("beside",)
"""What a page's address may ask for and its forms carry along, so that their answer is the same page."""


def wants_fragment() -> bool:
    """Whether htmx asked, and wants a part of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"


def page(template: str, **context: object) -> str:
    """Render a page, or only its main part when htmx asked for that."""
    layout = "_layouts/fragment.html" if wants_fragment() else "_layouts/base.html"
    return render_template(template, layout=layout, **context)


def show(endpoint: str, **values: Any) -> ResponseReturnValue:
    """What `endpoint` would answer here and now, with its own access asked first."""
    refused = access.check(endpoint)
    return refused if refused is not None else current_app.ensure_sync(current_app.view_functions[endpoint])(**values)


def done(endpoint: str, *, told: str | LazyString = "", **values: Any) -> ResponseReturnValue:
    """Answer after a change: the browser is sent on (303), htmx gets the page's new main part at once.

    `told` says what was done; staff's pages show it once.
    """
    if told:
        flash(str(told))
    address = url_for(endpoint, **{**carried(), **values})
    if not wants_fragment():
        return redirect(address, 303)
    here = urlsplit(request.headers.get("HX-Current-URL", ""))
    if here.path == urlsplit(address).path:
        return show(endpoint, **{name: value for name, value in values.items() if not name.startswith("_")})
    answer = make_response("")
    answer.headers["HX-Redirect"] = address
    return answer


def carried() -> dict[str, str]:
    """What of `CARRIED` this request brought, from its address or its form."""
    brought = {name: request.values.get(name, "")[:32] for name in CARRIED}
    return {name: value for name, value in brought.items() if value}


def own_path(candidate: str | None, otherwise: str) -> str:
    """`candidate` when it is a path on this site, else `otherwise`: no open redirects."""
    if not candidate or not candidate.startswith("/") or candidate.startswith("//"):
        return otherwise
    # Browsers read a backslash as a slash, and leave out line breaks and tabs.
    return candidate if candidate.isprintable() and "\\" not in candidate else otherwise


def here() -> str:
    """The path of the page that is shown: after a refused form, the page that answers for it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in {"GET", "HEAD"} or view is None:
        return request.path
    endpoint: str | None = getattr(view, "answers_on", None)
    return url_for(endpoint, **page_values(endpoint)) if endpoint else "/"


def page_values(endpoint: str) -> dict[str, Any]:
    """What of this request's address the page `endpoint` takes."""
    takes = inspect.signature(current_app.view_functions[endpoint]).parameters
    return {name: value for name, value in (request.view_args or {}).items() if name in takes}


def pairs(items: Iterable[object], value: str, label: str) -> list[tuple[object, object]]:
    """Value and label of each item, as the select macro takes them."""
    return [(getattr(item, value), getattr(item, label)) for item in items]


def init_app(app: Flask) -> None:
    """A page differs from its fragment: caches must not confuse them."""
    app.jinja_env.globals.update(here=here, carried=carried)
    app.jinja_env.filters["pairs"] = pairs
    app.jinja_env.filters["twice"] = lambda item: (item, item)

    @app.after_request
    def _vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.update(["HX-Request", "HX-Request-Type"])
        return response
