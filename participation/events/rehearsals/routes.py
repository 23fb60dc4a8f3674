"""Rehearsing an event."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from participation import clock
from participation.events.access import organiser
from participation.events.rehearsals import actions, rules
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on

bp = Blueprint("rehearsals", __name__, url_prefix="/e/<event_id>")


@bp.post("/rehearsal")
@allow(organiser)
@answers_on("events.prepare")
def begin(event_id: str) -> ResponseReturnValue:
    """Begin a rehearsal, or go on with the one that there is."""
    return done("room.lead", event_id=actions.begin(event_id, current_user.id, clock.now()))


@bp.post("/steps/<step_id>/pretend")
@allow(organiser)
@answers_on("room.lead")
def let_answer(event_id: str, step_id: str) -> ResponseReturnValue:
    """Let some pretend participants answer."""
    actions.let_answer(event_id, step_id, forms.whole("turn", least=0, most=100_000))
    return done("room.lead", event_id=event_id)


@bp.post("/rehearsal/end")
@allow(organiser)
@answers_on("room.lead")
def end(event_id: str) -> ResponseReturnValue:
    """End the rehearsal: nothing of it is left."""
    rules.check_rehearsal(g.event.rehearses_id)
    of_event = str(g.event.rehearses_id)
    actions.end(event_id)
    return done("events.prepare", event_id=of_event, told=_("The rehearsal is over. Nothing of it is left."))
