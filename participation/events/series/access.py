"""Who looks after a series: those who work in its process."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.db import db
from participation.events.series.models import Series
from participation.people.access import organiser_or_administrator
from participation.processes import queries as processes
from participation.processes import rules


def keeper() -> ResponseReturnValue | None:
    """Who works in the series' process; puts the series into `g.series`."""
    if (refused := organiser_or_administrator()) is not None:
        return refused
    assert request.view_args is not None
    g.series = db.session.get(Series, request.view_args["series_id"]) or abort(404)
    if not rules.may_work_in(current_user.id, current_user.is_administrator, processes.organisers(g.series.process_id)):
        abort(403)
    return None
