"""The steering group's page: tick what was decided, one paragraph and date for all, an outcome and reasons for each."""

from __future__ import annotations

import datetime as dt

from flask import current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.people.access import staff
from participation.people.models import Role
from participation.proposals import rules
from participation.proposals.answering import reading
from participation.proposals.answering.actions import Draft
from participation.proposals.blueprint import bp
from participation.proposals.desk import queries as desk
from participation.proposals.meeting import actions
from participation.proposals.routes import today
from participation.proposals.rules import Answer, Basis, Verdict
from participation.refusal import Refusal
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on

decides = staff(Role.POLITICIAN, Role.CIVIL_SERVANT)
CHOICES = (Verdict.YES, Verdict.PARTLY, Verdict.NO)
"""A trial has its own question and end: it is answered on the proposal's own page."""


@bp.get("/staff/proposals/meeting")
@allow(decides)
def meeting() -> str:
    """What a meeting can decide."""
    return page(
        "proposals/meeting.html",
        rows=desk.open_ones(current_user),
        choices=CHOICES,
        new_id=tokens.new_id,
        limits=rules,
    )


@bp.post("/staff/proposals/meeting")
@allow(decides)
@answers_on("proposals.meeting")
def decide() -> ResponseReturnValue:
    """Publish what was decided, and prepare what others answer."""
    actions.decide(
        reading.client_id(),
        _answers(),
        by_id=current_user.id,
        wait=dt.timedelta(minutes=current_app.config["TAKE_BACK_MINUTES"]),
        now=clock.now(),
    )
    return done("proposals.desk")


def _answers() -> dict[int, Draft]:
    ticked = forms.choices("number", {str(row.number) for row in desk.open_ones(current_user)})
    if not ticked:
        raise Refusal("nothing_decided", field="number")
    paragraph, decided_on = forms.text("paragraph", limit=40), forms.date("decided_on")
    answers = {}
    for number in ticked:
        written = Answer(
            verdict=Verdict(forms.choice(f"verdict-{number}", CHOICES)),
            reasons=forms.text(f"reasons-{number}", limit=rules.WORDS),
            basis=Basis.BOARD,
            paragraph=paragraph,
            decided_on=decided_on,
        )
        rules.check_answer(written, int(number), today())
        answers[int(number)] = reading.draft_of(written)
    return answers
