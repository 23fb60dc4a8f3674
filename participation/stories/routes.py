"""Telling a story, answering to others', reading the pattern; the organiser's questions."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue

from participation import clock, tokens
from participation.events import queries as events
from participation.events.access import leader, organiser, participant
from participation.events.contributions.actions import Gift
from participation.events.models import Event, Step
from participation.stories import actions, exports, queries, rules
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("stories", __name__, url_prefix="/e/<event_id>/stories")


@bp.post("/of/<telling_id>")
@allow(participant)
@answers_on("participants.now")
def tell(event_id: str, telling_id: str) -> ResponseReturnValue:
    """Tell a story."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    gift = _gift(event_id, telling_id, g.participant.id)
    actions.tell(gift, _places(), clock.now(), release=forms.flag("release"))
    return done("participants.now", event_id=event_id)


@bp.post("/<story_id>/answer")
@allow(participant)
@answers_on("stories.one")
def answer(event_id: str, story_id: str) -> ResponseReturnValue:
    """Want more or less like a story, or neither; and perhaps say what it would take."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    value = rules.WISHES[forms.choice("wish", rules.WISHES)]
    step, _told = queries.one(event_id, story_id, g.participant.id) or abort(404)
    need = _gift(event_id, step.id, g.participant.id, actions.NEED, rules.LONGEST_NEED)
    actions.answer(event_id, story_id, g.participant.id, value, need if need.text else None, clock.now())
    if request.form.get("from") == "one":
        return done("stories.one", event_id=event_id, story_id=story_id)
    return done("participants.now", event_id=event_id)


@bp.get("/<story_id>")
@allow(participant)
def one(event_id: str, story_id: str) -> str:
    """One story: my own, or another's that is open; what others say that it would take."""
    step, told = queries.one(event_id, story_id, g.participant.id) or abort(404)
    if not told.said.mine and not events.others_are_open(step):
        abort(404)
    needs = [need for need in told.needs if need.mine or not need.hidden_because]
    facts = {"asked": queries.questions(step), "needs": needs, "need_id": tokens.new_id()}
    return page("stories/one.html", event=step.event, step=step, told=told, limits=rules, **facts)


@bp.get("/of/<telling_id>/read")
@allow(participant)
def read(event_id: str, telling_id: str) -> str:
    """The patterns and the stories behind, once they are open."""
    event = events.event(event_id) or abort(404)
    step = _step_of(event, telling_id)
    if not events.others_are_open(step):
        abort(404)
    return _reading(step, g.participant.id, "stories.read")


@bp.get("/lead/of/<telling_id>/read")
@allow(leader)
def read_leading(event_id: str, telling_id: str) -> str:
    """The same for who leads, before it is opened to all."""
    return _reading(_step_of(g.event, telling_id), None, "stories.read_leading")


@bp.post("/lead/of/<telling_id>")
@allow(leader)
@answers_on("room.lead")
def write_down(event_id: str, telling_id: str) -> ResponseReturnValue:
    """A leader writes down what somebody told, or what stands on paper."""
    actions.tell(_gift(event_id, telling_id, None), _places(), clock.now())
    return done("room.lead", event_id=event_id)


@bp.post("/of/<telling_id>/set-up")
@allow(organiser)
@answers_on("events.prepare")
def set_up(event_id: str, telling_id: str) -> ResponseReturnValue:
    """What tellers are asked: for each question its words, two ends, and a third corner if it is a triangle."""
    rows = []
    for number in range(rules.MOST_QUESTIONS):
        asked = forms.text(f"words-{number}", limit=rules.LONGEST_WORDS, required=False)
        ends = (forms.text(f"end-{number}-{end}", limit=rules.LONGEST_END, required=False) for end in range(3))
        rows.append((asked, *ends))
    actions.set_up(event_id, telling_id, rules.questions_of(rows))
    return done("events.prepare", event_id=event_id, told=SAVED)


@bp.get("/of/<step_id>/paper")
@allow(organiser)
def paper(event_id: str, step_id: str) -> str:
    """A form to print for when the net dies."""
    step = next((step for step in g.event.steps if step.id == step_id), None) or abort(404)
    return page("stories/paper.html", event=g.event, step=step, asked=queries.questions(step))


@bp.get("/of/<telling_id>/stories.csv")
@allow(organiser)
def as_csv(event_id: str, telling_id: str) -> Response:
    """The stories with their places, as a table."""
    body = exports.as_csv(_step_of(g.event, telling_id))
    return Response(body, mimetype="text/csv", headers=exports.attached(g.event, "csv"))


@bp.get("/of/<telling_id>/stories.json")
@allow(organiser)
def as_json(event_id: str, telling_id: str) -> Response:
    """The same as data."""
    body = json.dumps(exports.as_json(_step_of(g.event, telling_id)), ensure_ascii=False, indent=1)
    return Response(body, mimetype="application/json", headers=exports.attached(g.event, "json"))


def _step_of(event: Event, telling_id: str) -> Step:
    found = next((step for step in event.steps if step.id == telling_id and step.kind == queries.STEP), None)
    return found or abort(404)


def _reading(step: Step, viewer_id: str | None, opens: str) -> str:
    question, point, number = (request.args.get(name, type=int) for name in ("question", "point", "page"))
    at = (question, point) if question is not None and point is not None else None
    told = queries.readable(queries.of_step(step.id, viewer_id))
    found = queries.reading(step, told, at, max(0, min(number or 0, 1000)))
    chosen = {"question": question, "point": point} if found.chosen else {}
    return page("stories/read.html", event=step.event, step=step, reading=found, opens=opens, chosen=chosen)


def _gift(
    event_id: str, step_id: str, participant_id: str | None, kind: str = actions.KIND, limit: int = rules.LONGEST_STORY
) -> Gift:
    return Gift(
        id=forms.text("id", limit=32, required=False) or tokens.new_id(),
        event_id=event_id,
        step_id=step_id,
        participant_id=participant_id,
        kind=kind,
        text=forms.text("text", limit=limit, required=kind == actions.KIND),
        language=current(),
        late=request.form.get("late") == "1",
    )


def _places() -> dict[int, int]:
    """Where the story was placed in each question; what did not fit is left out."""
    sent = {number: request.form.get(f"place-{number}", "") for number in range(rules.MOST_QUESTIONS)}
    return {
        number: forms.whole(f"place-{number}", least=0, most=rules.MOST_POINT)
        for number, value in sent.items()
        if value.strip()
    }
