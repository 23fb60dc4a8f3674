"""Giving ideas, and the leader's grouping."""

from __future__ import annotations

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue

from participation import clock, tokens
from participation.events.access import leader, organiser, participant
from participation.events.contributions.actions import Gift
from participation.ideas import actions, queries, rules
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("ideas", __name__, url_prefix="/e/<event_id>")


@bp.post("/ideas")
@allow(participant)
@answers_on("participants.now")
def give(event_id: str) -> ResponseReturnValue:
    """Give an idea."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.give_idea(_gift(event_id, g.participant.id), clock.now())
    return done("participants.now", event_id=event_id)


@bp.post("/lead/ideas")
@allow(leader)
@answers_on("room.lead")
def write_down(event_id: str) -> ResponseReturnValue:
    """A leader writes down what somebody said aloud."""
    actions.give_idea(_gift(event_id, None), clock.now())
    return done("room.lead", event_id=event_id)


@bp.post("/steps/<step_id>/themes")
@allow(leader)
@answers_on("room.lead")
def add_theme(event_id: str, step_id: str) -> ResponseReturnValue:
    """Add a theme."""
    actions.add_theme(event_id, step_id, forms.text("title", limit=rules.LONGEST_THEME))
    return done("room.lead", event_id=event_id)


@bp.post("/themes/<theme_id>")
@allow(leader)
@answers_on("room.lead")
def rename_theme(event_id: str, theme_id: str) -> ResponseReturnValue:
    """Rename a theme, or dissolve it with an empty name."""
    actions.rename_theme(event_id, theme_id, forms.text("title", limit=rules.LONGEST_THEME, required=False))
    return done("room.lead", event_id=event_id)


@bp.get("/lead/ideas/<contribution_id>")
@allow(leader)
def one(event_id: str, contribution_id: str) -> str:
    """One idea: move it into a theme, merge it, hide it, without dragging."""
    found = queries.one(event_id, contribution_id) or abort(404)
    return page("ideas/one.html", event=g.event, **found)


@bp.post("/ideas/<contribution_id>/theme")
@allow(leader)
@answers_on("ideas.one")
def group(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """Put an idea into a theme; empty takes it out."""
    actions.group(event_id, contribution_id, forms.text("theme", limit=16, required=False) or None)
    return done("room.lead", event_id=event_id)


@bp.get("/steps/<step_id>/paper")
@allow(organiser)
def paper(event_id: str, step_id: str) -> str:
    """A form with a step's question, to print for when the net dies; what stands on it is written down afterwards."""
    step = next((step for step in g.event.steps if step.id == step_id), None) or abort(404)
    return page("ideas/paper.html", event=g.event, step=step)


def _gift(event_id: str, participant_id: str | None) -> Gift:
    return Gift(
        id=forms.text("id", limit=32, required=False) or tokens.new_id(),
        event_id=event_id,
        step_id=forms.text("step", limit=16),
        participant_id=participant_id,
        kind=actions.KIND,
        text=forms.text("text", limit=rules.LONGEST_IDEA),
        language=current(),
        late=request.form.get("late") == "1",
    )
