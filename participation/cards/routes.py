"""Writing prompt cards and turning them."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from participation.cards import actions, rules
from participation.events.access import leader, organiser
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("cards", __name__, url_prefix="/e/<event_id>/cards/<step_id>")


@bp.post("")
@allow(organiser)
@answers_on("events.prepare")
def write(event_id: str, step_id: str) -> ResponseReturnValue:
    """Write the cards, one on each line."""
    sheet = forms.text("cards", limit=rules.LONGEST_SHEET, required=False)
    actions.write_cards(event_id, step_id, rules.cards_of(sheet))
    return done("events.prepare", event_id=event_id, told=SAVED)


@bp.post("/turn")
@allow(leader)
@answers_on("room.lead")
def turn(event_id: str, step_id: str) -> ResponseReturnValue:
    """Show another card."""
    actions.turn_to(event_id, step_id, forms.whole("to", least=0, most=rules.MOST_CARDS))
    return done("room.lead", event_id=event_id)
