"""Policies about processes."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.db import db
from participation.people.access import organiser_or_administrator
from participation.processes import queries, rules
from participation.processes.models import Process


def organises_process() -> ResponseReturnValue | None:
    """Who works in the process of the address; puts it into `g.process`."""
    if (refused := organiser_or_administrator()) is not None:
        return refused
    assert request.view_args is not None
    g.process = db.session.get(Process, request.view_args["process_id"]) or abort(404)
    organisers = queries.organisers(g.process.id)
    if not rules.may_work_in(current_user.id, current_user.is_administrator, organisers):
        abort(403)
    return None
