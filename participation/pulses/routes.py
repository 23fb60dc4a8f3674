"""Answering a pulse, and preparing it."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from participation.events.access import organiser, participant
from participation.pulses import actions, rules
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("pulses", __name__, url_prefix="/e/<event_id>/pulses/<step_id>")

ASIDE = "aside"
"""Sent as the choice by who stands aside."""


@bp.post("")
@allow(participant)
@answers_on("participants.now")
def answer(event_id: str, step_id: str) -> ResponseReturnValue:
    """Answer, or stand aside."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    sent = forms.choice("choice", [ASIDE, *map(str, range(rules.MOST_CHOICES))])
    actions.answer(event_id, step_id, g.participant.id, None if sent == ASIDE else int(sent))
    return done("participants.now", event_id=event_id)


@bp.post("/choices")
@allow(organiser)
@answers_on("events.prepare")
def set_choices(event_id: str, step_id: str) -> ResponseReturnValue:
    """What the choices are called, one on each line, and drawn as."""
    pictures = forms.choice("pictures", rules.PICTURES)
    own = rules.choices_of(forms.text("choices", limit=rules.LONGEST_SHEET, required=False))
    actions.set_choices(event_id, step_id, pictures, own)
    return done("events.prepare", event_id=event_id, told=SAVED)
