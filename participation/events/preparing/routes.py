"""The checklist before an event, and making an event anew from one that was held."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, current_app, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.events.access import organiser
from participation.events.library import queries as library
from participation.events.preparing import actions, queries, rules
from participation.events.preparing.actions import Point
from participation.events.routes import planned
from participation.processes import queries as processes
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on
from participation.web.words import ADDED

bp = Blueprint("preparing", __name__, url_prefix="/e/<event_id>")


@bp.get("/checklist")
@allow(organiser)
def checklist(event_id: str) -> str:
    """What must be ready, who sees to it by when, and what is ticked."""
    points = queries.points(event_id)
    return page(
        "events/preparing/checklist.html",
        event=g.event,
        points=points,
        progress=rules.Progress(sum(point.tick is not None for point in points), len(points)),
        method_has_more=bool({text for text, _due in _of_method()} - {point.text for point in points}),
        today=clock.local_date(clock.now(), current_app.config["TIMEZONE"]),
        once=tokens.new_id(),
    )


@bp.post("/checklist")
@allow(organiser)
@answers_on("preparing.checklist")
def add(event_id: str) -> ResponseReturnValue:
    """Add a point of one's own."""
    actions.add_point(event_id, _typed(), forms.text("once", limit=32))
    return done("preparing.checklist", event_id=event_id, told=ADDED)


@bp.post("/checklist/method")
@allow(organiser)
@answers_on("preparing.checklist")
def use_method(event_id: str) -> ResponseReturnValue:
    """Take the points of the method's list that are not here."""
    actions.use_list(event_id, _of_method())
    return done("preparing.checklist", event_id=event_id, told=ADDED)


@bp.post("/checklist/<point_id>")
@allow(organiser)
@answers_on("preparing.checklist")
def change(event_id: str, point_id: str) -> ResponseReturnValue:
    """Change a point, or take it away (`remove=1`)."""
    if forms.flag("remove"):
        actions.remove_point(event_id, point_id)
    else:
        actions.change_point(event_id, point_id, _typed())
    return done("preparing.checklist", event_id=event_id)


@bp.post("/checklist/<point_id>/tick")
@allow(organiser)
@answers_on("preparing.checklist")
def tick(event_id: str, point_id: str) -> ResponseReturnValue:
    """It is ready (`ready=1`), or not after all."""
    if forms.choice("ready", ("0", "1")) == "1":
        actions.tick(event_id, point_id, current_user.id, clock.now())
    else:
        actions.untick(event_id, point_id)
    return done("preparing.checklist", event_id=event_id)


@bp.get("/copy")
@allow(organiser)
def copy_page(event_id: str) -> str:
    """The form to prepare an event like this one."""
    mine = processes.of_staff(current_user)
    return page("events/preparing/copy.html", event=g.event, processes=mine, once=tokens.new_id())


@bp.post("/copy")
@allow(organiser)
@answers_on("preparing.copy_page")
def copy(event_id: str) -> ResponseReturnValue:
    """Prepare an event like this one, in a process that one works in."""
    process_id = forms.choice("process", [process.id for process in processes.of_staff(current_user)])
    copy_id = actions.copy_event(
        event_id,
        process_id,
        planned(),
        organiser_id=current_user.id,
        now=clock.now(),
        once=forms.text("once", limit=32, required=False),
    )
    return done("events.prepare", event_id=copy_id)


def _typed() -> Point:
    return Point(
        text=forms.text("text", limit=rules.LONGEST_POINT),
        responsible=forms.text("responsible", limit=rules.LONGEST_NAME, required=False),
        due=forms.date("due", required=False),
    )


def _of_method() -> list[tuple[str, dt.date | None]]:
    """The method's list in the reader's language; empty when the method is no longer there."""
    method = library.find(g.event.method)
    if method is None:
        return []
    return library.points_of(method, method.language(current()), g.event.starts_at, clock.now())
