"""The page on which an organiser makes a proposal from what came in at an event."""

from __future__ import annotations

import datetime as dt

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.people import queries as people
from participation.proposals import access, rules
from participation.proposals.answering.reading import client_id
from participation.proposals.blueprint import bp
from participation.proposals.making import actions, queries
from participation.proposals.making.actions import Wanted
from participation.proposals.placing import reading, town
from participation.refusal import Refusal
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on


@bp.get("/staff/events/<event_id>/proposal")
@allow(access.makes_proposals)
def make(event_id: str) -> str:
    """What came in, to choose from, and the form of the proposal. `?from=<contribution>` ticks one beforehand."""
    departments = people.departments()
    today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
    return page(
        "proposals/make.html",
        event=g.event,
        choosable=queries.choosable(event_id),
        ticked=request.args.getlist("from"),
        departments=departments,
        boards=[(board, board) for board in sorted({item.board for item in departments} | {g.event.process.board})],
        answerers=[
            (staff.id, f"{staff.name}, {staff.title}" if staff.title else staff.name) for staff in queries.answerers()
        ],
        reply_by=today + dt.timedelta(days=current_app.config["REPLY_DAYS"]),
        decide_by=today + dt.timedelta(days=current_app.config["DECISION_DAYS"]),
        names=town().names(),
        new_id=tokens.new_id(),
        limits=rules,
    )


@bp.post("/staff/events/<event_id>/proposal")
@allow(access.makes_proposals)
@answers_on("proposals.make")
def publish(event_id: str) -> ResponseReturnValue:
    """Publish the proposal."""
    number = actions.publish(
        event_id, _wanted(), by_id=current_user.id, zone=current_app.config["TIMEZONE"], now=clock.now()
    )
    return done("proposals.show", number=number)


def _wanted() -> Wanted:
    known = {department.id for department in people.departments()}
    reply_by, decide_by = forms.date("reply_by"), forms.date("decide_by")
    if reply_by is None or decide_by is None:
        raise Refusal("not_a_date", field="reply_by")
    return Wanted(
        client_id=client_id(),
        title=forms.text("title", limit=rules.TITLE).replace("\n", " "),
        summary=forms.text("summary", limit=rules.SUMMARY),
        board=forms.text("board", limit=rules.TITLE).replace("\n", " "),
        chosen=forms.choices("origin"),
        department_ids=forms.choices("departments", known),
        holder_id=forms.choice("holder", known),
        answerer_id=forms.choice("answerer", {staff.id for staff in queries.answerers()}),
        reply_by=reply_by,
        decide_by=decide_by,
        place=reading.spot(),
    )
