"""The two questions, for those who gave or supported: on their device, or by their private way back."""

from __future__ import annotations

from flask import abort, g
from flask.typing import ResponseReturnValue

from participation import clock
from participation.db import db
from participation.events.access import participant_or_way_back
from participation.proposals.blueprint import bp
from participation.proposals.helped import actions, queries, rules
from participation.proposals.helped.rules import MOST_LISTENED, Helped, Why
from participation.proposals.models import Proposal
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on

STEPS = {str(step) for step in range(MOST_LISTENED + 1)}


@bp.get("/e/<event_id>/helped/<int(max=999999999):number>")
@allow(participant_or_way_back)
def helped(event_id: str, number: int) -> str:
    """Did it help? Did you feel listened to? What was answered before stands in the form."""
    proposal = db.session.get(Proposal, number) or abort(404)
    asked = proposal.event_id == event_id and queries.is_asked(number, g.participant.id)
    said = None
    if asked and proposal.done_at:
        said = queries.said_by(number, g.participant.id, rules.round_at(proposal.done_at, clock.now()))
    return page("proposals/helped.html", proposal=proposal, asked=asked, said=said, told=queries.told(number))


@bp.post("/e/<event_id>/helped/<int(max=999999999):number>")
@allow(participant_or_way_back)
@answers_on("proposals.helped")
def say_helped(event_id: str, number: int) -> ResponseReturnValue:
    """Answer, or change the answer."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.answer(
        number,
        g.participant.id,
        forms.choice("helped", set(Helped)),
        int(forms.choice("listened", STEPS)),
        forms.choices("why", set(Why)),
        now=clock.now(),
    )
    return done("proposals.helped", event_id=event_id, number=number)
