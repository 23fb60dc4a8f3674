"""What each audience of a room sees now."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from flask import render_template
from sqlalchemy import exists, select

from participation import clock
from participation.db import db
from participation.events import activities, queries, rules
from participation.events.contributions import queries as contributions
from participation.events.models import Event, Opening, Step
from participation.events.moderation import queries as moderation
from participation.events.participants.models import Participant
from participation.events.room.models import ScreenCover, TimerMark
from participation.events.room.rules import Press, Timer, timer_of


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the room is: the step, its number, what its activity shows to one audience, and how many are here.

    `key` changes when an audience's page must be fetched again: with the step, with what was opened in it, and when
    something was taken away. `count` grows when there is more to see, which a phone offers and does not force:
    nothing moves under a thumb. `at` is when the scene was read, by the server's clock;
    `covered`: the big screen is hidden (phones are not told).
    """

    event: Event
    step: Step | None
    number: int
    folder: str | None
    facts: dict[str, Any]
    joined: int
    key: str
    count: int
    timer: Timer | None
    covered: bool
    at: dt.datetime


def for_participant(event: Event, participant: Participant) -> Scene:
    """The scene on one participant's phone."""
    step = queries.current_step(event)
    facts = dict(activities.of(step.kind).participant(step, participant)) if step else {}
    return _scene(event, step, facts)


def for_screen(event: Event) -> Scene:
    """The scene on the big screen: nothing personal in it."""
    step = queries.current_step(event)
    facts = dict(activities.of(step.kind).screen(step)) if step else {}
    return _scene(event, step, facts, covered=is_covered(event.id))


def for_leader(event: Event) -> Scene:
    """The scene on the leader's phone."""
    step = queries.current_step(event)
    facts = dict(activities.of(step.kind).facilitator(step)) if step else {}
    return _scene(event, step, facts, covered=is_covered(event.id))


def neighbours(scene: Scene) -> tuple[Step | None, Step | None]:
    """The steps before and after the present one; in a pause, the one that was paused comes next."""
    current = scene.step.id if scene.step else None
    paused = None if scene.step else queries.paused_step(scene.event)
    steps, paused_id = scene.event.steps, paused.id if paused else None
    return rules.neighbour(steps, current, -1, paused_id), rules.neighbour(steps, current, 1, paused_id)


def signal(event_id: str) -> str:
    """What every phone compares with what it shows: the key of its scene, and how much there is to see in it."""
    event = queries.event(event_id)
    if event is None:
        return "gone 0"
    step = queries.current_step(event)
    return f"{_key(event, step, timer(event_id))} {_count(step)}"


def screen_html(event_id: str) -> str:
    """The big screen's live part; of a rehearsal that was ended, that it has ended."""
    event = queries.event(event_id)
    if event is None:
        return render_template("events/screens/_ended.html")
    return render_template("events/_screen_live.html", scene=for_screen(event))


def leader_signal(event_id: str) -> str:
    """What a leader's phone compares with what it shows: a digest of all that the room holds."""
    event = queries.event(event_id)
    if event is None:
        return "gone"
    scene = for_leader(event)
    told = {name: value for name, value in scene.facts.items() if not name.startswith("fresh_")}
    looks = moderation.waiting(event_id), moderation.reported(event_id)
    held = f"{scene.key}{scene.joined}{scene.covered}{told!r}{looks!r}"
    return hashlib.sha256(held.encode()).hexdigest()[:16]


def timer(event_id: str) -> Timer | None:
    """The timer of the step that the room is in."""
    wanted = select(TimerMark.what, TimerMark.at, TimerMark.seconds).join(Opening, Opening.id == TimerMark.opening_id)
    is_open = (Opening.event_id == event_id, Opening.what == "step", Opening.closed_at.is_(None))
    return timer_of(Press(*row) for row in db.session.execute(wanted.where(*is_open).order_by(TimerMark.place)))


def is_covered(event_id: str) -> bool:
    """Whether everything on the big screen is hidden."""
    covered = exists().where(ScreenCover.event_id == event_id, ScreenCover.revealed_at.is_(None))
    return bool(db.session.scalar(select(covered)))


def _scene(event: Event, step: Step | None, facts: dict[str, Any], *, covered: bool = False) -> Scene:
    running = timer(event.id)
    return Scene(
        event=event,
        step=step,
        number=event.steps.index(step) + 1 if step else 0,
        folder=activities.of(step.kind).folder if step else None,
        facts=facts,
        joined=queries.joined(event.id),
        key=_key(event, step, running),
        count=_count(step),
        timer=running,
        covered=covered,
        at=clock.now(),
    )


def _count(step: Step | None) -> int:
    return activities.of(step.kind).count(step) if step else 0


def _key(event: Event, step: Step | None, running: Timer | None) -> str:
    """A short digest of what makes every phone's page another one."""
    opened = queries.open_now(event.id)
    parts = [event.ending.kind if event.ending else "", step.id if step else "", step.title if step else ""]
    parts += [step.prompt if step else "", *sorted(opened["others"]), str(contributions.taken_away(event.id))]
    parts += [activities.of(step.kind).stage(step)] if step else []
    parts += [repr(running)] if running else []
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
