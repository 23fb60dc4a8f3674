"""What changes the plan of a walk. It stands in the step's settings, so that an event made like another has it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import step_of, take_turn
from participation.events.models import Step
from participation.live import changed
from participation.refusal import Refusal
from participation.walks import rules
from participation.walks.rules import Plan, Point

KIND = "walk"


def set_out(event_id: str, step_id: str, *, light: str, groups: int, notes: str) -> None:
    """Say by which light the walk is held, in how many groups, and what was seen beforehand."""
    _change(event_id, step_id, lambda plan: replace(plan, light=light, groups=groups, notes=notes))


def use_map(event_id: str, step_id: str, map_id: str) -> None:
    """Draw the walk on another map; its places stay where they are."""
    _change(event_id, step_id, lambda plan: replace(plan, map_id=map_id))


def add_point(event_id: str, step_id: str, point: Point, *, once: str, map_id: str) -> str:
    """Add a stop, or a bend of the route, at its end; the same form twice is one. Returns its key.

    The walk is drawn on the town's map from its first place on.
    """
    key = tokens.id_of("stop", step_id, once)
    fresh = replace(point, key=key)
    _change(event_id, step_id, lambda plan: rules.with_point(replace(plan, map_id=plan.map_id or map_id), fresh))
    return key


def change_point(event_id: str, step_id: str, point: Point) -> None:
    """Change a stop's words and place."""

    def changed_plan(plan: Plan) -> Plan:
        if all(known.key != point.key for known in plan.points):
            raise Refusal("unknown_stop", status=404)
        return rules.with_point(plan, point)

    _change(event_id, step_id, changed_plan)


def move_point(event_id: str, step_id: str, key: str, to: int) -> None:
    """Move a stop to another place in the order."""
    _change(event_id, step_id, lambda plan: rules.moved(plan, key, to))


def remove_point(event_id: str, step_id: str, key: str) -> None:
    """Take a stop away; what was said there stays, with its name."""
    _change(event_id, step_id, lambda plan: rules.without_point(plan, key))


def walk_step(session: Session, event_id: str, step_id: str) -> Step:
    """A step of this event in which people walk; refuses any other."""
    step = step_of(session, event_id, step_id)
    if step.kind != KIND:
        raise Refusal("not_a_walk", status=404)
    return step


def _change(event_id: str, step_id: str, how: Callable[[Plan], Plan]) -> None:
    with db.writing() as session:
        take_turn(session, event_id)
        step = walk_step(session, event_id, step_id)
        plan = how(rules.plan_of(step.settings))
        step.settings = {**step.settings, **rules.settings_of(plan)}
    changed(event_id)
