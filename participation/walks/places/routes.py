"""The page on which an organiser gathers what was marked on a walk into places."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.walks import queries as walks
from participation.walks.access import plans_it
from participation.walks.pictures import queries as pictures
from participation.walks.places import actions, queries, rules
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on

bp = Blueprint("walk_places", __name__, url_prefix="/e/<event_id>/walks/<walk_id>/places")


@bp.get("")
@allow(plans_it)
def show(event_id: str, walk_id: str) -> str:
    """Day and dark side by side, and each place with what was marked there."""
    gathering = queries.of_walk(g.step, queries.others_of(g.step))
    seen = [item.id for place in gathering.places for item in place.seen]
    return page(
        "walks/places/show.html",
        event=g.event,
        step=g.step,
        walk=walks.walk(g.step),
        gathering=gathering,
        photos=pictures.of_observations(seen),
        once=tokens.new_id(),
        rules=rules,
        actions=actions,
    )


@bp.post("")
@allow(plans_it)
@answers_on("walk_places.show")
def gather(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Gather what is in no place yet."""
    actions.gather(event_id, walk_id, current_user.id, clock.now())
    return _done(event_id, walk_id)


@bp.post("/move")
@allow(plans_it)
@answers_on("walk_places.show")
def move(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Move the observations that are ticked."""
    ticked = forms.choices("observation")[: rules.MOST_AT_ONCE]
    to, once = forms.text("to", limit=16), forms.text("once", limit=32)
    actions.move(event_id, walk_id, ticked, to, once=once, by_id=current_user.id, now=clock.now())
    return _done(event_id, walk_id)


@bp.post("/<gathered_id>")
@allow(plans_it)
@answers_on("walk_places.show")
def name(event_id: str, walk_id: str, gathered_id: str) -> ResponseReturnValue:
    """Say what a place is called, and what it is about."""
    called = forms.text("name", limit=rules.LONGEST_NAME, required=False).replace("\n", " ")
    about = forms.text("about", limit=rules.LONGEST_ABOUT, required=False)
    actions.name(event_id, walk_id, gathered_id, called, about)
    return _done(event_id, walk_id)


@bp.post("/<gathered_id>/merge")
@allow(plans_it)
@answers_on("walk_places.show")
def merge(event_id: str, walk_id: str, gathered_id: str) -> ResponseReturnValue:
    """It is the same place as another."""
    actions.merge(event_id, walk_id, gathered_id, forms.text("into", limit=16))
    return _done(event_id, walk_id)


def _done(event_id: str, walk_id: str) -> ResponseReturnValue:
    return done("walk_places.show", event_id=event_id, walk_id=walk_id)
