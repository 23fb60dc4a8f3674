"""Editing the agenda on the page "Prepare"."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from participation.events import activities
from participation.events.access import organiser
from participation.events.agenda import actions
from participation.events.agenda.rules import MOST_STEPS
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on
from participation.web.words import ADDED, MOVED, REMOVED

bp = Blueprint("agenda", __name__, url_prefix="/e/<event_id>/agenda")


@bp.post("")
@allow(organiser)
@answers_on("events.prepare")
def add(event_id: str) -> ResponseReturnValue:
    """Add a step of any kind."""
    kind = activities.of(forms.choice("kind", activities.kinds()))
    actions.add_step(
        event_id,
        kind.kind,
        title=forms.text("title", limit=120, required=False) or str(kind.name),
        minutes=forms.whole("minutes", least=1, most=600, otherwise=10),
        settings=kind.settings,
        after_id=forms.text("after", limit=16, required=False),
        once=forms.text("once", limit=32),
    )
    return done("events.prepare", event_id=event_id, _anchor="agenda", told=ADDED)


@bp.post("/<step_id>/copy")
@allow(organiser)
@answers_on("events.prepare")
def copy(event_id: str, step_id: str) -> ResponseReturnValue:
    """Put a copy behind a step."""
    actions.copy_step(event_id, step_id, forms.text("once", limit=32))
    return done("events.prepare", event_id=event_id, _anchor="agenda", told=ADDED)


@bp.post("/<step_id>/move")
@allow(organiser)
@answers_on("events.prepare")
def move(event_id: str, step_id: str) -> ResponseReturnValue:
    """Move a step to another place."""
    actions.move_step(event_id, step_id, forms.whole("to", least=0, most=MOST_STEPS))
    return done("events.prepare", event_id=event_id, _anchor="agenda", told=MOVED)


@bp.post("/<step_id>/remove")
@allow(organiser)
@answers_on("events.prepare")
def remove(event_id: str, step_id: str) -> ResponseReturnValue:
    """Remove a step that nothing came into."""
    actions.remove_step(event_id, step_id)
    return done("events.prepare", event_id=event_id, _anchor="agenda", told=REMOVED)
