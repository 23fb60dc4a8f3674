"""The leader's look at what waits and at what was reported; participants' reports; the lists of words."""

from __future__ import annotations

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.access import acting, leader, organiser, participant
from participation.events.contributions import actions as contributions
from participation.events.moderation import actions, queries, rules, words
from participation.events.participants import pseudonyms
from participation.people.access import administrator
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on
from participation.web.words import HIDDEN, SAVED

bp = Blueprint("moderation", __name__)
MOST_AT_ONCE = 400


@bp.post("/e/<event_id>/lead/approvals")
@allow(leader)
@answers_on("room.lead")
def approve(event_id: str) -> ResponseReturnValue:
    """Let through: one (`one`), those ticked (`contribution`), or all that were shown (`all` with `shown`)."""
    chosen = forms.choices("one") or forms.choices("shown" if forms.flag("all") else "contribution")
    actions.approve(event_id, chosen[:MOST_AT_ONCE], now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.get("/e/<event_id>/lead/waiting/<contribution_id>")
@allow(leader)
def one(event_id: str, contribution_id: str) -> str:
    """One that waits: why, and a form to hide it."""
    found = queries.one_waiting(event_id, contribution_id) or abort(404)
    return page("events/moderation/one.html", event=g.event, item=found, reasons=words.REASONS)


@bp.post("/e/<event_id>/lead/waiting/<contribution_id>/hide")
@allow(leader)
@answers_on("moderation.one")
def hide(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """Hide one that waits, with a reason that its author is told."""
    reason = forms.text("reason", limit=300, required=False)
    contributions.hide(event_id, contribution_id, reason, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id, told=HIDDEN)


@bp.post("/e/<event_id>/contributions/<contribution_id>/report")
@allow(participant)
@answers_on("participants.now")
def report(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """A participant says that something is wrong here."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.report(event_id, contribution_id, g.participant.id, clock.now())
    return done("participants.now", event_id=event_id)


@bp.post("/e/<event_id>/contributions/<contribution_id>/keep")
@allow(leader)
@answers_on("room.lead")
def keep(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """What was reported stays."""
    actions.keep(event_id, contribution_id, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/e/<event_id>/steps/<step_id>/approval")
@allow(organiser)
@answers_on("events.prepare")
def set_approval(event_id: str, step_id: str) -> ResponseReturnValue:
    """Whether the leader looks first at what is given in a step."""
    actions.set_approval(event_id, step_id, forms.choice("approval", rules.APPROVALS))
    return done("events.prepare", event_id=event_id, told=SAVED)


@bp.get("/e/<event_id>/lead/log")
@allow(organiser)
def log(event_id: str) -> str:
    """Who approved, hid, showed again, merged, parted and kept what."""
    lines = [
        (line, "" if line.pseudonym is None else pseudonyms.name(line.pseudonym, current()))
        for line in queries.log(event_id)
    ]
    return page("events/moderation/log.html", event=g.event, lines=lines, done_words=words.DONE)


@bp.get("/staff/words")
@allow(administrator)
def held_words() -> str:
    """The words that hold a text back."""
    return page("events/moderation/words.html", lists=queries.held_words(), longest=rules.LONGEST_LIST)


@bp.post("/staff/words")
@allow(administrator)
@answers_on("moderation.held_words")
def save_words() -> ResponseReturnValue:
    """Change them for one language."""
    language = forms.choice("language", queries.held_words())
    lines = forms.text("words", limit=rules.LONGEST_LIST, required=False)
    actions.save_words(language, lines, current_user.id, clock.now())
    return done("moderation.held_words", told=SAVED)
