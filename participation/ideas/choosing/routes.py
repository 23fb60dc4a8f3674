"""Wishing for themes on the phone, choosing them on the leader's."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from participation import clock
from participation.events.access import acting, leader, organiser, participant
from participation.ideas import rules
from participation.ideas.choosing import actions
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on

bp = Blueprint("choosing", __name__, url_prefix="/e/<event_id>/choosing/<step_id>")


@bp.post("/settings")
@allow(organiser)
@answers_on("events.prepare")
def set_up(event_id: str, step_id: str) -> ResponseReturnValue:
    """How many themes each person may wish for."""
    actions.set_up(event_id, step_id, forms.whole("most", least=1, most=rules.MOST_THEMES))
    return done("events.prepare", event_id=event_id, _anchor="agenda")


@bp.post("/wish")
@allow(participant)
@answers_on("participants.now")
def wish(event_id: str, step_id: str) -> ResponseReturnValue:
    """Wish for a theme, or no longer (`wanted=0`)."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    theme_id, wanted = forms.text("theme", limit=16, required=False), forms.choice("wanted", ("0", "1")) == "1"
    actions.wish(event_id, step_id, theme_id, g.participant.id, wanted=wanted)
    return done("participants.now", event_id=event_id)


@bp.post("/choose")
@allow(leader)
@answers_on("room.lead")
def choose(event_id: str, step_id: str) -> ResponseReturnValue:
    """Choose a theme, or take that back (`chosen=0`)."""
    theme_id, chosen = forms.text("theme", limit=16, required=False), forms.choice("chosen", ("0", "1")) == "1"
    actions.choose(event_id, step_id, theme_id, chosen=chosen, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/write")
@allow(leader)
@answers_on("room.lead")
def write(event_id: str, step_id: str) -> ResponseReturnValue:
    """Write a theme by hand."""
    actions.write_theme(event_id, step_id, forms.text("title", limit=rules.LONGEST_THEME).replace("\n", " "))
    return done("room.lead", event_id=event_id)
