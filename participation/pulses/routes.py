"""Answering a pulse, and preparing it."""

from __future__ import annotations

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.access import organiser, participant
from participation.processes.access import organises_process
from participation.pulses import actions, chapters, rules
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("pulses", __name__, url_prefix="/e/<event_id>/pulses/<step_id>")
inhabitants_bp = Blueprint("inhabitants", __name__)

ASIDE = "aside"
"""Sent as the choice by who stands aside."""


@bp.post("")
@allow(participant)
@answers_on("participants.now")
def answer(event_id: str, step_id: str) -> ResponseReturnValue:
    """Answer a question, or stand aside from it; without a question, from all."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    sent = forms.choice("choice", [ASIDE, *map(str, range(10))])
    if "question" in request.form:
        place = int(forms.choice("question", [str(place) for place in range(rules.MOST_QUESTIONS)]))
        actions.answer(event_id, step_id, g.participant.id, {place: None if sent == ASIDE else int(sent)})
    elif sent == ASIDE:
        actions.stand_aside(event_id, step_id, g.participant.id)
    else:
        actions.answer(event_id, step_id, g.participant.id, {0: int(sent)})
    return done("participants.now", event_id=event_id)


@bp.post("/questions")
@allow(organiser)
@answers_on("events.prepare")
def set_questions(event_id: str, step_id: str) -> ResponseReturnValue:
    """What is asked: the house's questions, own ones, and own words for what can be answered."""
    asks = rules.Asks(
        questions=forms.choices("questions", rules.ASKED),
        own=_lines("own", rules.LONGEST_OWN),
        choices=_lines("choices"),
        zones=_lines("zones"),
        places=_lines("places"),
    )
    actions.set_questions(event_id, step_id, asks)
    return done("events.prepare", event_id=event_id, told=SAVED)


@inhabitants_bp.post("/staff/processes/<process_id>/inhabitants/<about>")
@allow(organises_process)
@answers_on("evaluation.prepare")
def enter(process_id: str, about: str) -> ResponseReturnValue:
    """How many live here of each age, of each gender or in each area; what is left empty is not known."""
    names = chapters.asked_about(process_id, about)
    if not names:
        abort(404)
    typed = {key: _count(f"n-{about}-{place}") for place, key in enumerate(names)}
    known = {key: count for key, count in typed.items() if count >= 0}
    actions.set_inhabitants(process_id, about, known, current_user.id, clock.now())
    return done("evaluation.prepare", process_id=process_id, told=SAVED)


def _count(name: str) -> int:
    return forms.whole(name, least=0, most=10_000_000, otherwise=-1)


def _lines(name: str, limit: int = rules.LONGEST_SHEET) -> list[str]:
    return rules.lines_of(forms.text(name, limit=limit, required=False))
