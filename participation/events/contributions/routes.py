"""What participants and leaders do with a contribution of any kind."""

from __future__ import annotations

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue

from participation import clock
from participation.events.access import acting, leader, participant, participant_or_way_back
from participation.events.contributions import actions, queries
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import HIDDEN

bp = Blueprint("contributions", __name__, url_prefix="/e/<event_id>/contributions/<contribution_id>")


@bp.post("/support")
@allow(participant)
@answers_on("participants.now")
def support(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """Stand behind a contribution, or no longer (`support=0`)."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    verb = actions.support if forms.choice("support", ("0", "1")) == "1" else actions.take_back_support
    verb(event_id, contribution_id, g.participant.id)
    return done("participants.now", event_id=event_id)


@bp.post("/withdraw")
@allow(participant_or_way_back)
@answers_on("participants.mine")
def withdraw(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """Take back what I gave."""
    actions.withdraw(event_id, contribution_id, g.participant.id, clock.now())
    return done("participants.mine", event_id=event_id)


@bp.get("")
@allow(leader)
def one(event_id: str, contribution_id: str) -> str:
    """One contribution of any kind in the leader's hand, to be hidden."""
    return page("events/hide.html", event=g.event, given=queries.one(event_id, contribution_id) or abort(404))


@bp.post("/hide")
@allow(leader)
@answers_on("contributions.one")
def hide(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """A leader hides it, with a reason."""
    reason = forms.text("reason", limit=300, required=False)
    actions.hide(event_id, contribution_id, reason, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id, told=HIDDEN)


@bp.post("/show")
@allow(leader)
@answers_on("room.lead")
def show(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """A leader shows it again."""
    actions.show_again(event_id, contribution_id, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/merge")
@allow(leader)
@answers_on("ideas.one")
def merge(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """It says the same as another one."""
    into = forms.text("into", limit=32)
    actions.merge(event_id, contribution_id, into, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/part")
@allow(leader)
@answers_on("room.lead")
def part(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """A leader takes a merge back."""
    actions.part(event_id, contribution_id, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)
