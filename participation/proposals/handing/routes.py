"""Handing the thread over, on the page on which a proposal is worked with."""

from __future__ import annotations

from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.proposals import access, rules
from participation.proposals.answering.reading import client_id
from participation.proposals.blueprint import bp
from participation.proposals.handing import actions
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on


@bp.post("/staff/proposals/<int(max=999999999):number>/hand-over")
@allow(access.does_steps)
@answers_on("proposals.work")
def hand_over(number: int) -> ResponseReturnValue:
    """Ask another department to hold the thread."""
    why = forms.text("why", limit=rules.SENTENCE)
    actions.ask(number, client_id(), forms.text("to", limit=16), why, by_id=current_user.id, now=clock.now())
    return done("proposals.work", number=number)


@bp.post("/staff/proposals/<int(max=999999999):number>/hand-over/<handing_id>/take")
@allow(access.receives)
@answers_on("proposals.work")
def take_over(number: int, handing_id: str) -> ResponseReturnValue:
    """Take the thread."""
    actions.take(number, handing_id, by_id=current_user.id, now=clock.now())
    return done("proposals.work", number=number)


@bp.post("/staff/proposals/<int(max=999999999):number>/hand-over/<handing_id>/decline")
@allow(access.receives)
@answers_on("proposals.work")
def decline_handing(number: int, handing_id: str) -> ResponseReturnValue:
    """Say why it is not theirs."""
    answer = forms.text("answer", limit=rules.SENTENCE)
    actions.decline(number, handing_id, answer, by_id=current_user.id, now=clock.now())
    return done("proposals.desk")


@bp.post("/staff/proposals/<int(max=999999999):number>/hand-over/<handing_id>/call-off")
@allow(access.does_steps)
@answers_on("proposals.work")
def call_off_handing(number: int, handing_id: str) -> ResponseReturnValue:
    """Ask no longer."""
    actions.call_off(number, handing_id, by_id=current_user.id, now=clock.now())
    return done("proposals.work", number=number)
