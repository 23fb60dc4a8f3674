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
from participation.events.participants import queries as participants
from participation.events.participants.models import Participant
from participation.events.room.models import ScreenCover, TimerMark
from participation.events.room.rules import Press, Timer, timer_of


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the room is: the step, its number, what its activity shows to one audience, and how many are here.

    `key` changes when an audience's page must be fetched again: with the step, with what was opened in it, and when
    something was taken away. `count` grows when there is more to see, which a phone offers and does not force:
    nothing moves under a thumb. `at` is when the scene was read, by the server's clock;
    `covered`: the big screen is hidden (phones are not told). `current` is the step that the room is in: another one
    than `step` when somebody chose one that is open beside it; `open_beside` are all of those. `paused`: the room is
    in none, and was in this one last. `busy`: something in it is to be closed first, such as a vote.
    """

    event: Event
    step: Step | None
    current: Step | None
    paused: Step | None
    open_beside: list[Step]
    number: int
    folder: str | None
    facts: dict[str, Any]
    joined: int
    key: str
    count: int
    timer: Timer | None
    covered: bool
    busy: bool
    at: dt.datetime


def for_participant(event: Event, participant: Participant | None, beside: str = "") -> Scene:
    """The scene on one participant's phone; without one, what is the same for everybody.

    `beside` is the id of a step that the participant chose beside the room's, as long as it is open.
    """
    step = _chosen(event, beside)
    facts = dict(activities.of(step.kind).participant(step, participant)) if step else {}
    return _scene(event, step, facts)


def for_screen(event: Event) -> Scene:
    """The scene on the big screen: nothing personal in it."""
    step = queries.current_step(event)
    facts = dict(activities.of(step.kind).screen(step)) if step else {}
    return _scene(event, step, facts, covered=is_covered(event.id))


def for_leader(event: Event, beside: str = "") -> Scene:
    """The scene on the leader's phone; `beside` as for participants."""
    step = _chosen(event, beside)
    facts = dict(activities.of(step.kind).facilitator(step)) if step else {}
    return _scene(event, step, facts, covered=is_covered(event.id))


def neighbours(scene: Scene) -> tuple[Step | None, Step | None]:
    """The steps before and after the one that the room is in; in a pause, the one that was paused comes next."""
    current, paused_id = scene.current.id if scene.current else None, scene.paused.id if scene.paused else None
    steps = scene.event.steps
    return rules.neighbour(steps, current, -1, paused_id), rules.neighbour(steps, current, 1, paused_id)


def signal(event_id: str) -> str:
    """What every phone compares with what it shows: the key of its scene, and how much there is to see in it."""
    event = queries.event(event_id)
    if event is None:
        return "gone 0"
    step = queries.current_step(event)
    return f"{_key(event, step, timer(event_id))} {_count(step)}"


class Following:
    """What all phones of an event are sent: the signal, and with each new key the page that is the same for all.

    Phones show that page at once, so that a thousand of them need not fetch theirs in the same moment. One object
    serves one channel, whose messages follow one another.
    """

    def __init__(self, event_id: str) -> None:
        """Nothing was sent yet."""
        self._event_id = event_id
        self._sent = ""

    def __call__(self) -> str:
        """The message as things are now: a line with the signal; below it the page, when the key is a new one."""
        told = signal(self._event_id)
        key = told.partition(" ")[0]
        if key == self._sent:
            return told
        told += "\n" + shared_html(self._event_id)
        self._sent = key
        return told


def shared_html(event_id: str) -> str:
    """The phone's page for somebody who has given nothing; empty where each phone must fetch its own."""
    event = queries.event(event_id)
    step = queries.current_step(event) if event else None
    if event is None or (step is not None and not activities.of(step.kind).shared):
        return ""
    same = {"scene": for_participant(event, None), "talk": None, "late": None, "csrf_token": str}  # no token: "" stands
    return render_template("events/now.html", layout="_layouts/fragment.html", **same)


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
    looks = moderation.waiting(event_id), moderation.reported(event_id), participants.role_counts(event_id)
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
    current, running = queries.current_step(event), timer(event.id)
    open_beside = queries.steps_open(event, "beside")
    return Scene(
        event=event,
        step=step,
        current=current,
        paused=None if current or event.ending else queries.paused_step(event),
        open_beside=open_beside,
        number=event.steps.index(step) + 1 if step else 0,
        folder=activities.of(step.kind).folder if step else None,
        facts=facts,
        joined=queries.joined(event.id),
        key=_key(event, current, running),
        count=_count(current),
        timer=running,
        covered=covered,
        busy=bool(current and activities.of(current.kind).busy(current)),
        at=clock.now(),
    )


def _chosen(event: Event, beside: str) -> Step | None:
    chosen = (step for step in queries.steps_open(event, "beside") if step.id == beside)
    return next(chosen, None) or queries.current_step(event)


def _count(step: Step | None) -> int:
    return activities.of(step.kind).count(step) if step else 0


def _key(event: Event, step: Step | None, running: Timer | None) -> str:
    """A short digest of what makes every phone's page another one."""
    beside, others = queries.steps_open(event, "beside"), queries.steps_open(event, "others")
    parts = [event.ending.kind if event.ending else "", str(contributions.taken_away(event.id))]
    parts += [other.id for other in others]
    for shown in ([step] if step else []) + beside:
        parts += [shown.id, shown.title, shown.prompt, activities.of(shown.kind).stage(shown)]
    parts += [repr(running)] if running else []
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
