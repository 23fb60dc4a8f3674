"""The page on which an organiser prepares a walk."""

from __future__ import annotations

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue

from participation import tokens
from participation.walks import queries, rules
from participation.walks.access import plans_it
from participation.walks.maps import queries as maps
from participation.walks.planning import actions
from participation.walks.planning.rules import place_of
from participation.walks.rules import Point
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on

bp = Blueprint("walk_plan", __name__, url_prefix="/e/<event_id>/walks/<walk_id>/plan")


@bp.get("")
@allow(plans_it)
def show(event_id: str, walk_id: str) -> str:
    """Route, stops, light, groups and notes."""
    present = maps.present()
    walk = queries.walk(g.step)
    newer = present if present and walk.plan.map_id and present.id != walk.plan.map_id else None
    return page(
        "walks/plan.html", event=g.event, step=g.step, walk=walk, newer=newer, once=tokens.new_id(), rules=rules
    )


@bp.post("")
@allow(plans_it)
@answers_on("walk_plan.show")
def set_out(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Save light, groups and notes."""
    actions.set_out(
        event_id,
        walk_id,
        light=forms.choice("light", rules.LIGHTS),
        groups=forms.whole("groups", least=1, most=rules.MOST_GROUPS),
        notes=forms.text("notes", limit=rules.LONGEST_NOTES, required=False),
    )
    return _done(event_id, walk_id)


@bp.post("/map")
@allow(plans_it)
@answers_on("walk_plan.show")
def use_map(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Draw the walk on the map that the town has now."""
    present = maps.present() or abort(404)
    actions.use_map(event_id, walk_id, present.id)
    return _done(event_id, walk_id)


@bp.post("/stops")
@allow(plans_it)
@answers_on("walk_plan.show")
def add(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Add a stop, or a bend of the route."""
    point, map_id = _typed("")
    actions.add_point(event_id, walk_id, point, once=forms.text("once", limit=32), map_id=map_id)
    return _done(event_id, walk_id)


@bp.post("/stops/<key>")
@allow(plans_it)
@answers_on("walk_plan.show")
def change(event_id: str, walk_id: str, key: str) -> ResponseReturnValue:
    """Change a stop."""
    point, _map_id = _typed(key)
    actions.change_point(event_id, walk_id, point)
    return _done(event_id, walk_id)


@bp.post("/stops/<key>/move")
@allow(plans_it)
@answers_on("walk_plan.show")
def move(event_id: str, walk_id: str, key: str) -> ResponseReturnValue:
    """Move a stop to another place in the order."""
    actions.move_point(event_id, walk_id, key, forms.whole("to", least=0, most=rules.MOST_POINTS))
    return _done(event_id, walk_id)


@bp.post("/stops/<key>/remove")
@allow(plans_it)
@answers_on("walk_plan.show")
def remove(event_id: str, walk_id: str, key: str) -> ResponseReturnValue:
    """Take a stop away."""
    actions.remove_point(event_id, walk_id, key)
    return _done(event_id, walk_id)


def _typed(key: str) -> tuple[Point, str]:
    """The stop that was typed, and the map that it is on. Without a name it needs a place."""
    walk = queries.walk(g.step)
    typed = forms.text("place", limit=100, required=False)
    place = place_of(typed, walk.map.known_names if walk.map else [], walk.map.bounds if walk.map else None)
    name = forms.text("name", limit=rules.LONGEST_STOP, required=place is None)
    prompt = forms.text("prompt", limit=rules.LONGEST_PROMPT, required=False)
    lon, lat = place or (None, None)
    return Point(key, name, prompt, lon, lat), walk.map.id if walk.map else ""


def _done(event_id: str, walk_id: str) -> ResponseReturnValue:
    return done("walk_plan.show", event_id=event_id, walk_id=walk_id)
