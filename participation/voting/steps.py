"""What a step of kind `vote` shows to each audience."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from flask import g, url_for

from participation.events.activities import Activity, Context, Placing, Pretender
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.refusal import Refusal
from participation.voting import actions, queries, report, words
from participation.voting.rules import State


def _participant(step: Step, participant: Participant) -> Context:
    """The ballot paper, what this device knows of its own ballot, or the result."""
    vote = queries.of_step(step.id)
    context: dict[str, Any] = {"vote": vote, "mine": None, "result": None, "counted": None}
    secret = g.get("device_secret")
    if vote is None or vote.state is State.PREPARED:
        return context
    context["mine"] = queries.mine(vote, participant.id, secret or "")
    if vote.state is State.CLOSED:
        context["result"] = queries.result(vote)
        context["counted"] = queries.is_counted(vote, secret) if secret and context["mine"].voted else None
    return context


def _facilitator(step: Step) -> Context:
    """What was prepared, how many have voted, the result."""
    return _in_the_room(step)


def _screen(step: Step) -> Context:
    """How many have voted, then the result; nothing about anybody."""
    return _in_the_room(step)


def _in_the_room(step: Step) -> Context:
    vote = queries.of_step(step.id)
    if vote is None:
        return {"vote": None, "turnout": 0, "entitled": 0, "result": None}
    return {
        "vote": vote,
        "turnout": queries.turnout(vote),
        "entitled": queries.entitled(vote),
        "result": queries.result(vote),
    }


def _stage(step: Step) -> str:
    """Whether the vote waits, is open or closed."""
    return queries.state_of_step(step.id)


def _busy(step: Step) -> bool:
    """An open vote is closed and counted before its event ends."""
    return queries.state_of_step(step.id) == State.OPEN


def _placings(contribution_ids: Sequence[str]) -> Mapping[str, Placing]:
    return queries.placings(contribution_ids, lambda vote_id: url_for("voting.result", vote_id=vote_id))


def _pretend(step: Step, who: Pretender) -> None:
    """Chooses what stands high on the ballot a little more often, and abstains now and then."""
    vote = queries.of_step(step.id)
    if vote is None:
        raise Refusal("no_such_vote", status=404)
    chance = random.Random(who.turn)  # noqa: S311 - a play, the same each time
    chosen = {min(chance.sample(vote.entries, 2), key=lambda entry: entry.number).key for _pick in range(vote.most)}
    sent = None if who.turn % 12 == 11 else sorted(chosen)
    actions.cast_ballot(step.event_id, vote.id, who.participant_id, who.secret, sent)


ACTIVITY = Activity(
    kind="vote",
    name=words.NAME,
    folder="voting",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    busy=_busy,
    placings=_placings,
    settings={"most": 3},
    pretend=_pretend,
    report=report.of_step,
)
