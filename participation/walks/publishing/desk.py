"""The organiser's page of what goes out of a walk: each place by itself."""

from __future__ import annotations

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.walks import queries as walks
from participation.walks.access import plans_it
from participation.walks.marking import queries as marking
from participation.walks.marking.rules import ABOUT
from participation.walks.pictures import queries as pictures
from participation.walks.publishing import actions, queries, rules
from participation.walks.publishing.rules import Draft
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("walk_publish", __name__, url_prefix="/e/<event_id>/walks/<walk_id>/public")


@bp.get("")
@allow(plans_it)
def show(event_id: str, walk_id: str) -> str:
    """What was marked, and what of it is out."""
    walk = walks.walk(g.step)
    marked = [item for item in marking.of_step(walk_id) if not (item.said.hidden_because or item.said.merged_into)]
    out = queries.of_contributions([item.said.id for item in marked])
    shown = [item for item in marked if item.said.id in out and out[item.said.id][1]]
    marks = walk.marks(shown)
    return page(
        "walks/publishing/choose.html",
        event=g.event,
        step=g.step,
        walk=walk,
        marked=marked,
        out=out,
        marks=marks,
        photos=pictures.of_observations([item.said.id for item in marked]),
        rules=rules,
    )


@bp.post("/<contribution_id>")
@allow(plans_it)
@answers_on("walk_publish.show")
def publish(event_id: str, walk_id: str, contribution_id: str) -> ResponseReturnValue:
    """Let one go out, in these words."""
    draft = Draft(
        category=forms.choice("about", ABOUT),
        text=forms.text("text", limit=rules.LONGEST_TEXT),
        address=forms.text("street", limit=rules.LONGEST_ADDRESS, required=False),
        with_spot=forms.flag("spot"),
    )
    actions.publish(event_id, walk_id, contribution_id, draft, by_id=current_user.id, now=clock.now())
    return _done(event_id, walk_id)


@bp.post("/<contribution_id>/down")
@allow(plans_it)
@answers_on("walk_publish.show")
def take_down(event_id: str, walk_id: str, contribution_id: str) -> ResponseReturnValue:
    """Take it down."""
    place_id = _place_of(contribution_id)
    actions.take_down(place_id, by_id=current_user.id, now=clock.now(), contribution_id=contribution_id)
    return _done(event_id, walk_id)


@bp.post("/<contribution_id>/closed")
@allow(plans_it)
@answers_on("walk_publish.show")
def close(event_id: str, walk_id: str, contribution_id: str) -> ResponseReturnValue:
    """Say what became of it."""
    words = forms.text("words", limit=rules.LONGEST_REMEDY)
    place_id = _place_of(contribution_id)
    actions.close(place_id, words, by_id=current_user.id, now=clock.now(), contribution_id=contribution_id)
    return _done(event_id, walk_id)


def _place_of(contribution_id: str) -> str:
    """The place that an observation of this walk became."""
    if marking.step_of(contribution_id) != g.step.id:
        abort(404)
    return tokens.id_of("place", contribution_id)


def _done(event_id: str, walk_id: str) -> ResponseReturnValue:
    return done("walk_publish.show", event_id=event_id, walk_id=walk_id, told=SAVED)
