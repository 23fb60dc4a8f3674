"""What a step of kind `walk` shows to each audience."""

from __future__ import annotations

from participation.events.activities import Activity, Context
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.walks import queries, rules, words
from participation.walks.planning.actions import KIND


def _walk(step: Step) -> Context:
    return {"walk": queries.walk(step)}


def _participant(step: Step, _participant: Participant | None) -> Context:
    return _walk(step)


def _stage(step: Step) -> str:
    """Phones look again when the plan was changed."""
    return repr(rules.plan_of(step.settings))


ACTIVITY = Activity(
    kind=KIND,
    name=words.NAME,
    folder="walks",
    participant=_participant,
    facilitator=_walk,
    screen=_walk,
    stage=_stage,
    settings={"light": "dark", "groups": 1},
    form="walks/_prepare.html",
    gathers=True,
)
