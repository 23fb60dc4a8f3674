"""Who may read a process's evaluation."""

from __future__ import annotations

from flask import g, request
from flask.typing import ResponseReturnValue

from participation.db import db
from participation.evaluation import queries
from participation.processes.access import organises_process
from participation.processes.models import Process


def reads_evaluation() -> ResponseReturnValue | None:
    """Everybody once it is published, before that who works in the process; puts it into `g.process`."""
    assert request.view_args is not None
    process_id = request.view_args["process_id"]
    if queries.release(process_id) is None:
        return organises_process()
    g.process = db.session.get_one(Process, process_id)
    return None
