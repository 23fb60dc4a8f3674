"""Policies about walks: who prepares one, who takes part. They put the step in which people walk into `g.step`."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from participation.events.access import organiser
from participation.walks import queries


def _find() -> None:
    assert request.view_args is not None
    g.step = queries.step(request.view_args["event_id"], request.view_args["walk_id"]) or abort(404)


def plans_it() -> ResponseReturnValue | None:
    """Who leads the event that the walk belongs to."""
    refused = organiser()
    if refused is None:
        _find()
    return refused
