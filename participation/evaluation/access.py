"""Who may read a process's evaluation."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.db import db
from participation.evaluation import queries as evaluations
from participation.processes import queries, rules
from participation.processes.models import Process


def reads_evaluation() -> ResponseReturnValue | None:
    """Everybody once it is published, before that who works in the process; puts it into `g.process`."""
    assert request.view_args is not None
    g.process = db.session.get(Process, request.view_args["process_id"]) or abort(404)
    if evaluations.release(g.process.id) is None:
        known = current_user.is_authenticated and rules.may_work_in(
            current_user.id, current_user.is_administrator, queries.organisers(g.process.id)
        )
        if not known:
            abort(404)
    return None
