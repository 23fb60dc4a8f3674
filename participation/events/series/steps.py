"""The step “since last time”: a meeting begins with what was promised at the one before."""

from __future__ import annotations

from typing import Any

from flask import current_app

from participation import clock
from participation.events import outcomes
from participation.events.activities import Activity, Context
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.events.series import queries, words


def _facts(step: Step) -> dict[str, Any]:
    """The questions of the meeting before, answered ones first, and what is still open from those before it."""
    before = queries.held_before(step.event)
    asked = [asked for event in before[:1] for asked in outcomes.asked_at(event.id)]
    older = [asked for event in before[1:] for asked in outcomes.asked_at(event.id) if asked.due]
    return {
        "before": before[0] if before else None,
        "asked": queries.in_order([*asked, *older]),
        "outcomes": outcomes.of_event(before[0].id) if before else [],
        "today": clock.local_date(clock.now(), current_app.config["TIMEZONE"]),
    }


def _participant(step: Step, _participant: Participant | None) -> Context:
    return _facts(step)


def _stage(step: Step) -> str:
    """Phones look again when something was answered meanwhile."""
    facts = _facts(step)
    return f"{[bool(item.answer) for item in facts['asked']]} {[item.words for item in facts['outcomes']]}"


SINCE_LAST = Activity(
    kind="since_last",
    name=words.SINCE_LAST,
    folder="events/series/since",
    participant=_participant,
    facilitator=_facts,
    screen=_facts,
    stage=_stage,
)
