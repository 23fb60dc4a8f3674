"""Marks upon a walk, gathered into places, and the same route walked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from participation import clock, tokens
from participation.db import db
from participation.events import queries as event_queries
from participation.events.actions import Plan as EventPlan
from participation.events.actions import open_step
from participation.events.preparing import actions as preparing
from participation.walks.marking import actions as marking
from participation.walks.marking.rules import Seen
from participation.walks.places import actions, queries
from participation.walks.places.queries import Gathering
from tests.walks.walking import Walk, gift


def marks(walk: Walk, *, near: tuple[float, float] | None = None, **more: Any) -> str:
    """Somebody marks a place; returns the contribution's id."""
    seen = Seen(**{"feeling": -2, "about": ("light",), "why": "Trasig lampa", "place": "Torget", **more})
    seen = Seen(**{**{n: getattr(seen, n) for n in Seen.__slots__}, "lon": near[0], "lat": near[1]}) if near else seen
    given_ = gift(walk, walk.join(), seen.why)
    marking.mark(given_, seen, clock.now())
    return given_.id


def gathered(walk: Walk) -> Gathering:
    actions.gather(walk.event_id, walk.step_id, walk.leader_id, clock.now())
    return seen_now(walk)


def seen_now(walk: Walk) -> Gathering:
    db.session.rollback()
    return queries.of_walk(walk.step, queries.others_of(walk.step))


def move(walk: Walk, ids: Sequence[str], to: str, once: str = "once") -> None:
    actions.move(walk.event_id, walk.step_id, ids, to, once=once, by_id=walk.leader_id, now=clock.now())


HERE, NEAR, FAR = (24.9500, 60.1700), (24.9503, 60.1701), (24.9600, 60.1700)


def walked_again(walk: Walk) -> Walk:
    """The same route some months later, made like the first event; people walk it now."""
    event = walk.event
    later = event.starts_at + dt.timedelta(days=180)
    plan = EventPlan("Omvandring", "Stationen", later, later + dt.timedelta(hours=2), None)
    copy_id = preparing.copy_event(
        walk.event_id, walk.process_id, plan, organiser_id=walk.leader_id, now=clock.now(), once=tokens.new_id()
    )
    copy = event_queries.event(copy_id)
    assert copy is not None
    steps = {step.kind: step.id for step in copy.steps}
    open_step(copy_id, steps["walk"], walk.leader_id, clock.now())
    return Walk(walk.app, walk.leader, copy_id, walk.process_id, copy.join_code, steps, walk.leader_id)
