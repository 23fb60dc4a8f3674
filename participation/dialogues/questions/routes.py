"""Asking, leading the questions, answering them in the room and afterwards; the answers in public."""

from __future__ import annotations

from flask import Blueprint, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.dialogues.access import promised
from participation.dialogues.questions import actions, queries, rules
from participation.events import queries as events
from participation.events.access import acting, anyone_at_event, leader, organiser, participant
from participation.events.contributions.actions import Gift
from participation.people import queries as people
from participation.people.access import signed_in
from participation.people.models import Role
from participation.refusal import Refusal
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("questions", __name__)


@bp.post("/e/<event_id>/questions/of/<step_id>")
@allow(participant)
@answers_on("participants.now")
def ask(event_id: str, step_id: str) -> ResponseReturnValue:
    """Ask a question."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.ask(_gift(event_id, step_id, g.participant.id), clock.now())
    return done("participants.now", event_id=event_id)


@bp.post("/e/<event_id>/questions/of/<step_id>/write")
@allow(leader)
@answers_on("room.lead")
def write_down(event_id: str, step_id: str) -> ResponseReturnValue:
    """A leader writes down what somebody asked aloud."""
    actions.ask(_gift(event_id, step_id, None), clock.now())
    return done("room.lead", event_id=event_id)


@bp.post("/e/<event_id>/questions/<question_id>/mark")
@allow(leader)
@answers_on("room.lead")
def mark(event_id: str, question_id: str) -> ResponseReturnValue:
    """Put it on the shortlist or on the screen, or take it off (`on=0`)."""
    what = forms.choice("what", rules.MARKS)
    if forms.choice("on", ("0", "1")) == "1":
        actions.mark(event_id, question_id, what, now=clock.now(), **acting())
    else:
        actions.unmark(event_id, question_id, what, clock.now())
    return done("room.lead", event_id=event_id)


@bp.post("/e/<event_id>/questions/<question_id>/answer")
@allow(leader)
@answers_on("room.lead")
def note_answer(event_id: str, question_id: str) -> ResponseReturnValue:
    """A leader notes what was answered in the room."""
    words = actions.Words(
        once=forms.text("once", limit=32, required=False) or tokens.new_id(),
        text=forms.text("text", limit=rules.LONGEST_ANSWER),
        who=forms.text("who", limit=rules.LONGEST_NAME),
    )
    actions.note_answer(event_id, question_id, words, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/e/<event_id>/questions/of/<step_id>/promise")
@allow(organiser)
@answers_on("room.lead")
def promise(event_id: str, step_id: str) -> ResponseReturnValue:
    """Say who answers one question, or all that are left, and by when."""
    step = next((step for step in g.event.steps if step.id == step_id and step.kind == actions.STEP), None)
    if step is None:
        raise Refusal("not_a_question_step", status=404)
    left = [item.shown.id for item in queries.of_step(step) if not item.settled]
    chosen = request.form.get("question", "")
    due = forms.date("due")
    assert due is not None
    answerer = forms.choice("answerer", {person.id for person in people.present(Role.POLITICIAN, Role.CIVIL_SERVANT)})
    now = clock.now()
    today = clock.local_date(now, current_app.config["TIMEZONE"])
    actions.promise(event_id, [chosen] if chosen else left, answerer, due, current_user.id, today=today, now=now)
    return done("room.lead", event_id=event_id)


@bp.get("/e/<event_id>/answers")
@allow(anyone_at_event)
def answers(event_id: str) -> str:
    """The questions of an event with their answers, for everybody."""
    event = events.event(event_id)
    assert event is not None
    today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
    return page("dialogues/questions/answers.html", event=event, asked=queries.of_event(event), today=today)


@bp.get("/staff/questions")
@allow(signed_in)
def waiting() -> str:
    """The questions that I promised to answer."""
    today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
    owed = queries.owed_by(current_user.id)
    context = {"owed": owed, "today": today, "longest": rules.LONGEST_ANSWER, "once": tokens.new_id()}
    return page("dialogues/questions/waiting.html", **context)


@bp.post("/staff/questions/<event_id>/<question_id>")
@allow(promised)
@answers_on("questions.waiting")
def write_answer(event_id: str, question_id: str) -> ResponseReturnValue:
    """Answer in writing."""
    once = forms.text("once", limit=32, required=False) or tokens.new_id()
    text = forms.text("text", limit=rules.LONGEST_ANSWER)
    actions.write_answer(event_id, question_id, once, text, current_user.id, clock.now())
    return done("questions.waiting")


def _gift(event_id: str, step_id: str, participant_id: str | None) -> Gift:
    return Gift(
        id=forms.text("id", limit=32, required=False) or tokens.new_id(),
        event_id=event_id,
        step_id=step_id,
        participant_id=participant_id,
        kind=actions.KIND,
        text=forms.text("text", limit=rules.LONGEST_QUESTION),
        language=current(),
        late=request.form.get("late") == "1",
    )
