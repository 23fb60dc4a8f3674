"""What a step of kind `vote` shows to each audience."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app, g, request, url_for

from participation import clock
from participation.events.activities import Activity, Context, Placing, Pretender
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.refusal import Refusal
from participation.voting import actions, ballots, queries, report, rules, words
from participation.voting.admission import actions as letting_in
from participation.voting.admission import queries as admission
from participation.voting.admission import rules as admission_rules
from participation.voting.counting import shapes
from participation.voting.files import queries as files
from participation.voting.models import Vote
from participation.voting.rules import State


def _participant(step: Step, participant: Participant | None) -> Context:
    """The ballot paper, what this device knows of its own ballot, or the result."""
    vote = queries.of_step(step.id)
    context: dict[str, Any] = {
        "vote": vote,
        "mine": None,
        "result": None,
        "counted": None,
        "door": None,
        "filled": None,
        "tapping": False,
    }
    secret = g.get("device_secret")
    if vote is None or vote.state is State.PREPARED:
        return context
    context["mine"] = queries.mine(vote, participant.id, secret or "") if participant else queries.NOT_VOTED
    context["door"] = admission.door(vote, participant.id if participant else None)
    if vote.state is State.OPEN:
        context["filled"] = _filled(vote, context["mine"].choice or ())
        context["tapping"] = _is_sent(vote) and "tap" in request.form
    if vote.state is State.CLOSED:
        context["result"] = queries.result(vote)
        context["counted"] = queries.is_counted(vote, secret) if secret and context["mine"].voted else None
    return context


def _filled(vote: Vote, cast: Sequence[str]) -> ballots.Filling:
    """The paper as this request filled it in, or else as it was cast."""
    sent = _is_sent(vote)
    filled = ballots.filling(vote.paper, g.ballot_sent if sent else cast)
    return ballots.tapped(vote.paper, filled, request.form["tap"]) if sent and "tap" in request.form else filled


def _is_sent(vote: Vote) -> bool:
    """Whether this request sent a paper of the vote: filled in further, or cast."""
    return request.method == "POST" and (request.view_args or {}).get("vote_id") == vote.id and "ballot_sent" in g


def _facilitator(step: Step) -> Context:
    """What was prepared, who could vote and did, who waits to be let in, the result."""
    context = _in_the_room(step)
    return {**context, "waiting": admission.waiting(context["vote"].id) if context["vote"] else []}


def _screen(step: Step) -> Context:
    """How many have voted, and the room's code; then the result; nothing about anybody."""
    context = _in_the_room(step)
    vote: Vote | None = context["vote"]
    asks = vote is not None and vote.entitlement == "room" and vote.state is State.OPEN
    return {**context, "window": admission_rules.window_of(clock.now()) if asks else None}


def _in_the_room(step: Step) -> dict[str, Any]:
    vote = queries.of_step(step.id)
    if vote is None:
        return {"vote": None, "account": None, "result": None}
    return {"vote": vote, "account": admission.account(vote), "result": queries.result(vote)}


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
    sent = None if who.turn % 12 == 11 else _pretended(vote, chance)
    if vote.entitlement == "room" and vote.state is State.OPEN:
        seen = admission_rules.code_of(
            current_app.config["SECRET_KEY"], vote.id, admission_rules.window_of(clock.now())
        )
        letting_in.enter_code(step.event_id, vote.id, who.participant_id, seen, clock.now())
    people = 4 if vote.entitlement == "tables" else 0
    actions.cast_ballot(step.event_id, vote.id, who.participant_id, who.secret, sent, people)


def _pretended(vote: Vote, chance: random.Random) -> list[str]:
    """Something that a ballot of the vote's method may say."""
    liked = [min(chance.sample(vote.entries, 2), key=lambda entry: entry.number) for _ in range(vote.most)]
    names = list({entry.key: entry.cost for entry in liked})
    if vote.method in ballots.GRADED:
        return [f"{entry.key}:{chance.randint(0, ballots.HIGHEST)}" for entry in vote.entries]
    if vote.paper.shape == shapes.SEEN:
        return [f"{key}:{chance.randint(0, 1)}" for key in names]
    if vote.budget:
        return [min(liked, key=lambda entry: entry.cost).key]
    return names


ACTIVITY = Activity(
    kind="vote",
    name=words.NAME,
    folder="voting",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    busy=_busy,
    offers=files.offers,
    placings=_placings,
    settings={"most": 3, "method": "approval"},
    bounds={"most": range(1, rules.MOST_ENTRIES + 1), "method": words.METHOD_CHOICES},
    paper="paper.blank",
    pretend=_pretend,
    report=report.of_step,
)
