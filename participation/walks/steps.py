"""What a step of kind `walk` shows to each audience."""

from __future__ import annotations

from typing import Any

from participation import clock, tokens
from participation.events import gathering
from participation.events import queries as events
from participation.events.activities import Activity, Context, Pretender
from participation.events.contributions import queries as contributions
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.refusal import Refusal
from participation.walks import queries, report, rules, words
from participation.walks.marking import actions
from participation.walks.marking import queries as marking
from participation.walks.marking import rules as marking_rules
from participation.walks.marking.rules import Seen
from participation.walks.places import queries as places
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


def _pretend(step: Step, who: Pretender) -> None:
    """Marks one of the walk's stops: some are safe, some are not."""
    stops = queries.walk(step).plan.stops
    if not stops:
        raise Refusal("needs_place")
    feeling = (who.turn * 5) % (marking_rules.MOST - marking_rules.LEAST + 1) + marking_rules.LEAST
    about = marking_rules.ABOUT[who.turn % len(marking_rules.ABOUT)]
    seen = Seen(feeling, (about,), str(words.PRETENDED[feeling > 0]), stop=stops[who.turn % len(stops)].key)
    actions.mark(gathering.pretended(step, who, actions.KIND, seen.why), seen, clock.now())


ACTIVITY = Activity(
    kind=KIND,
    name=words.NAME,
    folder="walks",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    settings={"light": "dark", "groups": 1, "approval": "open"},
    bounds={"light": rules.LIGHTS, "groups": range(1, rules.MOST_GROUPS + 1)},
    form="walks/_prepare.html",
    gathers=True,
    pretend=_pretend,
    offers=places.offers,
    report=report.of_step,
)
