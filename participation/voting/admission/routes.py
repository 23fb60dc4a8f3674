"""Getting into a vote in the room: the code, asking the leader, letting in, and what the leader counted."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.access import leader, organiser, participant, screen_or_leader
from participation.voting import queries
from participation.voting.admission import actions, rules
from participation.voting.admission import queries as admission
from participation.voting.models import Vote
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page, show
from participation.web.refusals import answers_on
from participation.web.throttle import Limit

bp = Blueprint("admission", __name__, url_prefix="/e/<event_id>")

CODES_PER_DEVICE = Limit(10, 60)
"""Codes from one participant: five windows' worth of mistakes, and far from guessing. They are counted before they are
looked at, so that many sent at once are not all looked at."""

CODES_PER_ADDRESS = Limit(1200, 300)
"""Codes from one address: 400 phones of which each reads the last code twice too late."""


@bp.post("/votes/<vote_id>/code")
@allow(participant)
@answers_on("participants.now")
def enter(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Write the code that the screen shows."""
    throttle.spend(CODES_PER_DEVICE, "room", g.participant.id)
    throttle.spend(CODES_PER_ADDRESS, "room", throttle.address())
    typed = forms.text("code", limit=40, required=False)
    actions.enter_code(event_id, vote_id, g.participant.id, typed, clock.now())
    return done("participants.now", event_id=event_id)


@bp.post("/votes/<vote_id>/asking")
@allow(participant)
@answers_on("participants.now")
def ask(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Who cannot read the screen gets a number to show the leader."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.ask(event_id, vote_id, g.participant.id)
    return done("participants.now", event_id=event_id)


@bp.get("/votes/<vote_id>/asking")
@allow(participant)
def asked(event_id: str, vote_id: str) -> ResponseReturnValue:
    """What a phone that waits for the leader asks for: nothing new, or the page with the ballot."""
    vote: Vote = queries.of_event(event_id, vote_id) or abort(404)
    return show("participants.now", event_id=event_id) if admission.door(vote, g.participant.id).is_in else ("", 204)


@bp.get("/screen/votes/<vote_id>/code")
@allow(screen_or_leader)
def code(event_id: str, vote_id: str) -> ResponseReturnValue:
    """The code for the big screen, when another one than `after` is due."""
    vote: Vote = queries.of_event(event_id, vote_id) or abort(404)
    window = rules.window_of(clock.now())
    if request.args.get("after") == str(window):
        return "", 204
    return page("voting/_code.html", event=g.event, vote=vote, window=window)


@bp.post("/lead/votes/<vote_id>/letting-in")
@allow(leader)
@answers_on("room.lead")
def let_in(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Let in who shows this number."""
    if queries.of_event(event_id, vote_id) is None:
        abort(404)
    actions.let_in(event_id, vote_id, forms.whole("number", least=rules.FIRST_NUMBER, most=rules.MOST_NUMBER))
    return done("room.lead", event_id=event_id)


@bp.post("/lead/votes/<vote_id>/count")
@allow(organiser)
@answers_on("room.lead")
def count(event_id: str, vote_id: str) -> ResponseReturnValue:
    """Write down what was counted: heads, or slips handed out."""
    if queries.of_event(event_id, vote_id) is None:
        abort(404)
    heads = forms.whole("count", least=0, most=rules.MOST_HEADS)
    actions.count_heads(event_id, vote_id, heads, current_user.id, clock.now())
    return done("room.lead", event_id=event_id)


def code_now(vote_id: str, window: int) -> str:
    """The code of a window as it is shown, for templates."""
    digits = rules.code_of(current_app.config["SECRET_KEY"], vote_id, window)
    return f"{digits[:2]} {digits[2:]}"
