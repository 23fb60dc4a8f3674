"""The registrar's page."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.records import actions, queries
from participation.people import queries as people
from participation.people.access import administrator
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on

bp = Blueprint("records", __name__)
SHOWN = 200


@bp.get("/staff/records")
@allow(administrator)
def registrar() -> str:
    """What was withdrawn and is kept, and the decisions under which words are destroyed."""
    boards = sorted({department.board for department in people.departments()} | {current_app.config["CONTROLLER"]})
    return page("events/records.html", withdrawn=queries.withdrawn(SHOWN), decisions=queries.decisions(), boards=boards)


@bp.post("/staff/records")
@allow(administrator)
@answers_on("records.registrar")
def enter_decision() -> ResponseReturnValue:
    """Enter a destruction decision."""
    now = clock.now()
    decided_on = forms.date("decided_on")
    assert decided_on is not None
    actions.enter_decision(
        board=forms.text("board", limit=120),
        decided_on=decided_on,
        paragraph=forms.text("paragraph", limit=40),
        keep_days=forms.whole("keep_days", least=0, most=36500),
        by_id=current_user.id,
        today=clock.local_date(now, current_app.config["TIMEZONE"]),
        now=now,
    )
    return done("records.registrar")
