"""The pages of the adult on duty, and choosing who that is."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.access import organiser
from participation.events.duty import actions, queries, rules, words
from participation.events.duty.access import on_duty, on_duty_for_alert
from participation.people import queries as people
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("duty", __name__)
NOBODY = "nobody"
"""Chosen in words: an empty form takes nobody off duty."""


@bp.get("/staff/duty")
@allow(on_duty)
def alarms() -> str:
    """What waits for the adult on duty; no words are shown before they are asked for."""
    found = queries.alarms(current_user.id)
    return page("events/duty/alarms.html", alarms=found, events=queries.events_of(current_user.id), words=words.DONE)


@bp.get("/staff/duty/<alert_id>")
@allow(on_duty_for_alert)
def alarm(alert_id: str) -> str:
    """One alert, with how to report it now."""
    return page("events/duty/alarm.html", alarm=g.alarm, done_words=words.DONE)


@bp.post("/staff/duty/<alert_id>/read")
@allow(on_duty_for_alert)
@answers_on("duty.alarm")
def read(alert_id: str) -> ResponseReturnValue:
    """Read it; when is kept."""
    actions.read(alert_id, current_user.id, clock.now())
    return done("duty.alarm", alert_id=alert_id)


@bp.post("/staff/duty/<alert_id>/report")
@allow(on_duty_for_alert)
@answers_on("duty.alarm")
def report(alert_id: str) -> ResponseReturnValue:
    """It was reported; when is kept."""
    actions.report(alert_id, forms.choice("to", rules.REPORTED), current_user.id, clock.now())
    return done("duty.alarm", alert_id=alert_id)


@bp.post("/staff/duty/<alert_id>/release")
@allow(on_duty_for_alert)
@answers_on("duty.alarm")
def release(alert_id: str) -> ResponseReturnValue:
    """It was not about danger."""
    actions.release(alert_id, current_user.id, clock.now())
    return done("duty.alarm", alert_id=alert_id)


@bp.post("/e/<event_id>/duty")
@allow(organiser)
@answers_on("events.prepare")
def choose(event_id: str) -> ResponseReturnValue:
    """Choose the adult on duty, or nobody."""
    chosen = forms.choice("adult", [NOBODY, *(person.id for person in people.present())])
    actions.choose_adult(event_id, None if chosen == NOBODY else chosen, clock.now())
    return done("events.prepare", event_id=event_id, told=SAVED)
