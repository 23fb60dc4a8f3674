"""The page of a process's line."""

from __future__ import annotations

from flask import Blueprint, abort, current_app

from participation import clock
from participation.db import db
from participation.processes import line
from participation.processes.line import rules
from participation.processes.models import Process
from participation.web.access import allow, everyone
from participation.web.fragments import page
from participation.web.kept import same_for_everybody

bp = Blueprint("process_line", __name__)


@bp.get("/p/<process_id>/line")
@allow(everyone)
@same_for_everybody
def show(process_id: str) -> str:
    """Everything of a process on one line: what was said, what was answered, what is promised."""
    process = db.session.get(Process, process_id) or abort(404)
    today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
    drawn = rules.draw(line.milestones(process_id, today), today)
    return page("processes/line.html", process=process, line=drawn)
