"""Leading the pitches with one thumb."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from participation import clock
from participation.events.access import acting, leader, organiser
from participation.teams.pitches import actions
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on

bp = Blueprint("pitches", __name__, url_prefix="/e/<event_id>/pitches/<step_id>")


@bp.post("/settings")
@allow(organiser)
@answers_on("events.prepare")
def set_up(event_id: str, step_id: str) -> ResponseReturnValue:
    """How long a pitch is."""
    actions.set_up(event_id, step_id, forms.whole("seconds", least=10, most=900))
    return done("events.prepare", event_id=event_id, _anchor="agenda")


@bp.post("/order")
@allow(leader)
@answers_on("room.lead")
def draw_order(event_id: str, step_id: str) -> ResponseReturnValue:
    """Draw in which order teams pitch."""
    actions.draw_order(event_id, step_id, forms.text("once", limit=32))
    return done("room.lead", event_id=event_id)


@bp.post("/call")
@allow(leader)
@answers_on("room.lead")
def call(event_id: str, step_id: str) -> ResponseReturnValue:
    """Call a team; no team: all have pitched."""
    team_id = forms.text("team", limit=16, required=False) or None
    seen = forms.text("seen", limit=16, required=False)
    actions.call(event_id, step_id, team_id, seen=seen, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/start")
@allow(leader)
@answers_on("room.lead")
def start(event_id: str, step_id: str) -> ResponseReturnValue:
    """The time starts."""
    actions.start(event_id, step_id, forms.text("team", limit=16), clock.now())
    return done("room.lead", event_id=event_id)
