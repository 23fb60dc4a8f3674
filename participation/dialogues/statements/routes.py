"""Voting on statements, giving one's own, seeing and changing what one said; the organiser's settings."""

from __future__ import annotations

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue

from participation import clock, tokens
from participation.dialogues.statements import actions, queries, rules
from participation.events import queries as events
from participation.events.access import leader, organiser, participant, participant_or_way_back
from participation.events.contributions.actions import Gift
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("statements", __name__, url_prefix="/e/<event_id>/statements")


@bp.post("/<statement_id>/vote")
@allow(participant)
@answers_on("participants.now")
def vote(event_id: str, statement_id: str) -> ResponseReturnValue:
    """Agree, disagree or pass."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    value = rules.VALUES[forms.choice("vote", rules.VALUES)]
    actions.vote(event_id, statement_id, g.participant.id, value, clock.now())
    to = "statements.mine" if request.form.get("from") == "mine" else "participants.now"
    return done(to, event_id=event_id)


@bp.post("/of/<step_id>")
@allow(participant)
@answers_on("participants.now")
def give(event_id: str, step_id: str) -> ResponseReturnValue:
    """Give a statement of one's own."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    gift = Gift(
        id=forms.text("id", limit=32, required=False) or tokens.new_id(),
        event_id=event_id,
        step_id=step_id,
        participant_id=g.participant.id,
        kind=actions.KIND,
        text=forms.text("text", limit=rules.LONGEST_STATEMENT),
        language=current(),
        late=request.form.get("late") == "1",
    )
    actions.give_statement(gift, clock.now())
    return done("participants.now", event_id=event_id)


@bp.post("/of/<step_id>/group")
@allow(participant)
@answers_on("participants.now")
def choose_group(event_id: str, step_id: str) -> ResponseReturnValue:
    """Say in which group one is, or rather not."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    name = forms.text("group", limit=rules.LONGEST_GROUP, required=False)
    actions.choose_group(event_id, step_id, g.participant.id, name, clock.now())
    return done("participants.now", event_id=event_id)


@bp.get("/mine")
@allow(participant_or_way_back)
def mine(event_id: str) -> str:
    """All that I said to statements."""
    event = events.event(event_id) or abort(404)
    steps = [(step, queries.said_by(step, g.participant.id)) for step in event.steps if step.kind == actions.STEP]
    answered = [(step, said) for step, said in steps if said]
    return page("dialogues/statements/mine.html", event=event, steps=answered, on_this_device="device_secret" in g)


@bp.get("/<statement_id>")
@allow(participant)
def one(event_id: str, statement_id: str) -> str:
    """One statement, to change what I said."""
    step, card = queries.one(event_id, statement_id, g.participant.id) or abort(404)
    votes = queries.votes_of(step.id, g.participant.id)
    return page("dialogues/statements/one.html", event=step.event, step=step, card=card, said=votes.get(card.id))


@bp.post("/of/<step_id>/write")
@allow(leader)
@answers_on("room.lead")
def write(event_id: str, step_id: str) -> ResponseReturnValue:
    """A leader writes statements, one on each line."""
    actions.write_statements(event_id, step_id, _lines("lines"), current(), clock.now())
    return done("room.lead", event_id=event_id)


@bp.post("/of/<step_id>/set-up")
@allow(organiser)
@answers_on("events.prepare")
def set_up(event_id: str, step_id: str) -> ResponseReturnValue:
    """Statements to begin with, the groups that people are in, and whether each may see where they stand."""
    lines = _lines("statements")
    sheet = forms.text("groups", limit=rules.MOST_GROUPS * (rules.LONGEST_GROUP + 1), required=False)
    actions.set_up(event_id, step_id, rules.groups_of(sheet), you_are_here=forms.flag("you_are_here"))
    actions.write_statements(event_id, step_id, lines, current(), clock.now())
    return done("events.prepare", event_id=event_id)


def _lines(name: str) -> list[str]:
    sheet = forms.text(name, limit=rules.LONGEST_SHEET, required=False)
    return rules.lines_of(sheet, longest=rules.LONGEST_STATEMENT, most=rules.MOST_SEEDS, field=name)
