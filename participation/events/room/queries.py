"""What each audience of a room sees now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import render_template

from participation.events import activities, queries, rules
from participation.events.contributions import queries as contributions
from participation.events.models import Event, Step
from participation.events.moderation import queries as moderation
from participation.events.participants.models import Participant


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the room is: the step, its number, what its activity shows to one audience, and how many are here.

    `key` changes when an audience's page must be fetched again: with the step, with what was opened in it, and when
    something was taken away. `count` grows when there is more to see, which a phone offers and does not force:
    nothing moves under a thumb.
    """

    event: Event
    step: Step | None
    number: int
    folder: str | None
    facts: dict[str, Any]
    joined: int
    key: str
    count: int


def for_participant(event: Event, participant: Participant) -> Scene:
    """The scene on one participant's phone."""
    step = queries.current_step(event)
    facts = dict(activities.of(step.kind).participant(step, participant)) if step else {}
    return _scene(event, step, facts)


def for_screen(event: Event) -> Scene:
    """The scene on the big screen: nothing personal in it."""
    step = queries.current_step(event)
    return _scene(event, step, dict(activities.of(step.kind).screen(step)) if step else {})


def for_leader(event: Event) -> Scene:
    """The scene on the leader's phone."""
    step = queries.current_step(event)
    return _scene(event, step, dict(activities.of(step.kind).facilitator(step)) if step else {})


def neighbours(scene: Scene) -> tuple[Step | None, Step | None]:
    """The steps before and after the present one."""
    current = scene.step.id if scene.step else None
    steps = scene.event.steps
    return rules.neighbour(steps, current, -1), rules.neighbour(steps, current, 1)


def signal(event_id: str) -> str:
    """What every phone compares with what it shows: the key of its scene, and how much there is to see in it."""
    event = queries.event(event_id)
    if event is None:
        return "gone 0"
    step = queries.current_step(event)
    return f"{_key(event, step)} {_count(step)}"


def screen_html(event_id: str) -> str:
    """The big screen's live part."""
    event = queries.event(event_id)
    return render_template("events/_screen_live.html", scene=for_screen(event)) if event else ""


def leader_signal(event_id: str) -> str:
    """What a leader's phone compares with what it shows: a digest of all that the room holds."""
    event = queries.event(event_id)
    if event is None:
        return "gone"
    scene = for_leader(event)
    told = {name: value for name, value in scene.facts.items() if not name.startswith("fresh_")}
    looks = moderation.waiting(event_id), moderation.reported(event_id)
    return hashlib.sha256(f"{scene.key}{scene.joined}{told!r}{looks!r}".encode()).hexdigest()[:16]


def _scene(event: Event, step: Step | None, facts: dict[str, Any]) -> Scene:
    return Scene(
        event=event,
        step=step,
        number=event.steps.index(step) + 1 if step else 0,
        folder=activities.of(step.kind).folder if step else None,
        facts=facts,
        joined=queries.joined(event.id),
        key=_key(event, step),
        count=_count(step),
    )


def _count(step: Step | None) -> int:
    return activities.of(step.kind).count(step) if step else 0


def _key(event: Event, step: Step | None) -> str:
    """A short digest of what makes every phone's page another one."""
    opened = queries.open_now(event.id)
    parts = [event.ending.kind if event.ending else "", step.id if step else "", step.title if step else ""]
    parts += [step.prompt if step else "", *sorted(opened["others"]), str(contributions.taken_away(event.id))]
    parts += [activities.of(step.kind).stage(step)] if step else []
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
