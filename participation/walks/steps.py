"""What a step of kind `walk` shows to each audience."""

from __future__ import annotations

from typing import Any

from participation import tokens
from participation.events import queries as events
from participation.events.activities import Activity, Context
from participation.events.contributions import queries as contributions
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.walks import queries, report, rules, words
from participation.walks.marking import queries as marking
from participation.walks.planning.actions import KIND


def _walk(step: Step) -> dict[str, Any]:
    return {"walk": queries.walk(step)}


def _participant(step: Step, participant: Participant | None) -> Context:
    """The way to the walk's own page, which phones keep."""
    return _walk(step)


def _facilitator(step: Step) -> Context:
    """What has come in, by group, and what is known to be on phones still."""
    walk = _walk(step)
    groups = marking.groups(step.id, walk["walk"].plan.groups)
    suggested = rules.groups_for(events.joined(step.event_id))
    marked = marking.of_step(step.id)
    return {**walk, "groups": groups, "suggested": suggested, "marked": marked, "fresh_id": tokens.new_id()}


def _screen(step: Step) -> Context:
    """How many have come in; nothing of what they say."""
    return {**_walk(step), "count": contributions.shown_in(step.id)}


def _stage(step: Step) -> str:
    """Phones look again when the plan was changed."""
    return repr(rules.plan_of(step.settings))


ACTIVITY = Activity(
    kind=KIND,
    name=words.NAME,
    folder="walks",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    settings={"light": "dark", "groups": 1, "approval": "open"},
    form="walks/_prepare.html",
    gathers=True,
    offers=marking.offers,
    report=report.of_step,
)
