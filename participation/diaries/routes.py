"""Writing a diary over days, sharing from it, and what is shared in the leader's hand."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue

from participation import clock, tokens
from participation.diaries import actions, exports, queries, rules, steps
from participation.diaries.rules import Place
from participation.events import queries as events
from participation.events.access import (
    acting,
    leader,
    organiser,
    participant,
    participant_or_way_back,
    screen_or_leader,
)
from participation.events.contributions.actions import Gift
from participation.events.duty import queries as duty
from participation.events.models import Event, Step
from participation.media.actions import NewPicture, read_picture
from participation.media.routes import picture
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.headers import large_body
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("diaries", __name__, url_prefix="/e/<event_id>/diaries")


@bp.get("/<diary_id>")
@allow(participant_or_way_back)
def show(event_id: str, diary_id: str) -> str:
    """My diary: on this phone, or on another by my way back."""
    step = _step_of(events.event(event_id), diary_id)
    facts = {"facts": steps.own(step, g.participant.id), "talk": duty.talk(event_id, g.participant.id)}
    return page("diaries/show.html", event=step.event, step=step, on_this_device="device_secret" in g, **facts)


@bp.post("/<diary_id>")
@allow(participant_or_way_back)
@answers_on("diaries.show")
@large_body
def write(event_id: str, diary_id: str) -> ResponseReturnValue:
    """Write an entry."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.write(_gift(event_id, diary_id, g.participant.id), _place(), _picture(), clock.now())
    return done("diaries.show", event_id=event_id, diary_id=diary_id)


@bp.post("/<diary_id>/<entry_id>/share")
@allow(participant_or_way_back)
@answers_on("diaries.show")
def share(event_id: str, diary_id: str, entry_id: str) -> ResponseReturnValue:
    """Let others read an entry (`on=1`), or no longer."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    on = forms.choice("on", ("0", "1")) == "1"
    actions.share(event_id, entry_id, g.participant.id, clock.now(), on=on)
    return done("diaries.show", event_id=event_id, diary_id=diary_id)


@bp.get("/<diary_id>/others")
@allow(participant)
def others(event_id: str, diary_id: str) -> str:
    """What others share, page by page."""
    step = _step_of(events.event(event_id), diary_id)
    if not events.others_are_open(step):
        abort(404)
    shared = queries.readable(queries.of_step(step.id, g.participant.id))
    start = max(0, min(request.args.get("page", 0, type=int), 1000)) * queries.AT_ONCE
    entries, after = shared[start : start + queries.AT_ONCE], start // queries.AT_ONCE + 1
    more = after if len(shared) > start + queries.AT_ONCE else None
    return page("diaries/others.html", event=step.event, step=step, entries=entries, more=more)


@bp.get("/pictures/<picture_id>.jpg")
@allow(participant_or_way_back)
def show_picture(event_id: str, picture_id: str) -> Response:
    """A picture of mine, or one that others may see."""
    return _private(queries.picture_for(event_id, picture_id, g.participant.id))


@bp.get("/lead/pictures/<picture_id>.jpg")
@allow(screen_or_leader)
def shared_picture(event_id: str, picture_id: str) -> Response:
    """A picture that its author shares, for who leads; for the big screen, once it is approved."""
    return _private(queries.picture_for_leader(event_id, picture_id, on_screen=g.get("screen") is not None))


@bp.post("/lead/<diary_id>")
@allow(leader)
@answers_on("room.lead")
@large_body
def write_down(event_id: str, diary_id: str) -> ResponseReturnValue:
    """A leader writes down what stands on paper."""
    actions.write(_gift(event_id, diary_id, None), _place(), _picture(), clock.now())
    return done("room.lead", event_id=event_id)


@bp.post("/lead/<diary_id>/group")
@allow(leader)
@answers_on("room.lead")
def group(event_id: str, diary_id: str) -> ResponseReturnValue:
    """Put the entries that are ticked under a theme; an empty one takes them out."""
    theme = forms.text("theme", limit=rules.LONGEST_THEME, required=False).replace("\n", " ")
    actions.group(event_id, diary_id, forms.choices("entry")[:500], theme)
    return done("room.lead", event_id=event_id)


@bp.post("/lead/<diary_id>/<entry_id>/picture")
@allow(leader)
@answers_on("room.lead")
def approve_picture(event_id: str, diary_id: str, entry_id: str) -> ResponseReturnValue:
    """Let others see an entry's picture (`on=1`), or no longer."""
    on = forms.choice("on", ("0", "1")) == "1"
    actions.approve_picture(event_id, entry_id, clock.now(), on=on, **acting())
    return done("room.lead", event_id=event_id)


@bp.get("/of/<step_id>/paper")
@allow(organiser)
def paper(event_id: str, step_id: str) -> str:
    """A sheet to print for who has no phone."""
    step = next((step for step in g.event.steps if step.id == step_id), None) or abort(404)
    return page("diaries/paper.html", event=g.event, step=step)


@bp.get("/<diary_id>/shared.csv")
@allow(organiser)
def as_csv(event_id: str, diary_id: str) -> Response:
    """What is shared, as a table."""
    name = f'attachment; filename="diary-{g.event.join_code}.csv"'
    body = exports.as_csv(_step_of(g.event, diary_id))
    return Response(body, mimetype="text/csv", headers={"Content-Disposition": name})


@bp.get("/<diary_id>/shared.json")
@allow(organiser)
def as_json(event_id: str, diary_id: str) -> ResponseReturnValue:
    """The same as data."""
    return {"entries": exports.rows(_step_of(g.event, diary_id))}


def _step_of(event: Event | None, diary_id: str) -> Step:
    steps_of = event.steps if event else []
    return next((step for step in steps_of if step.id == diary_id and step.kind == queries.STEP), None) or abort(404)


def _private(picture_id: str | None) -> Response:
    answer = picture(picture_id or abort(404), small="large" not in request.args)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _gift(event_id: str, diary_id: str, participant_id: str | None) -> Gift:
    reading = forms.text("reading", limit=rules.LONGEST_READING)
    return Gift(
        id=forms.text("id", limit=32, required=False) or tokens.new_id(),
        event_id=event_id,
        step_id=diary_id,
        participant_id=participant_id,
        kind=actions.KIND,
        text=rules.text_of(reading, forms.text("seen", limit=rules.LONGEST_SEEN)),
        language=current(),
    )


def _place() -> Place:
    name = forms.text("place", limit=rules.LONGEST_PLACE, required=False).replace("\n", " ")
    return rules.place_of(name, request.form.get("lon", ""), request.form.get("lat", ""))


def _picture() -> NewPicture | None:
    file = request.files.get("picture")
    return read_picture(file) if file is not None and file.filename else None
