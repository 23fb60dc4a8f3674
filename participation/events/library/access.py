"""Who may read a method: the product's are for everybody, a municipality's own for those who prepare events."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from participation import methods
from participation.db import db
from participation.events.library import queries
from participation.events.library.models import OwnMethod
from participation.people.access import organiser_or_administrator


def reader() -> ResponseReturnValue | None:
    """Who may read the method of the address; puts it into `g.method`, and the row of an own one into `g.own`."""
    assert request.view_args is not None
    key = request.view_args["method_key"]
    g.own, g.method = None, methods.library().get(key)
    if g.method is not None:
        return None
    if (refused := organiser_or_administrator()) is not None:
        return refused
    g.own = db.session.get(OwnMethod, key) or abort(404)
    g.method = queries.method_of(g.own)
    return None
