"""The walk on a phone: its page, what it sends, and what it asks to be able to send."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from participation import clock, tokens
from participation.config import ROOT
from participation.events import queries as events
from participation.events.access import leader
from participation.events.contributions.actions import Gift
from participation.media import routes as media
from participation.walks import queries as walks
from participation.walks import rules as walk_rules
from participation.walks.access import knows_it, leads_it, walks_it
from participation.walks.maps import rules as maps
from participation.walks.marking import actions, files, queries, rules, words
from participation.walks.marking.actions import Kept, Told
from participation.walks.marking.rules import Seen
from participation.web import forms, throttle
from participation.web.access import allow, everyone
from participation.web.fragments import done, page
from participation.web.headers import large_body
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("walk", __name__)
WALK = "/e/<event_id>/walk/<walk_id>"


@bp.get("/sw.js")
@allow(everyone)
def service_worker() -> Response:
    """What keeps a walk on the phone. It stands at the root, because its address says what it may serve."""
    worker = (ROOT / "static" / "js" / "sw.js").read_text(encoding="utf-8")
    return Response(worker, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@bp.get(WALK)
@allow(walks_it)
def show(event_id: str, walk_id: str) -> str:
    """The walk. It is the same page for everybody, because phones keep it for when there is no net."""
    walk = walks.walk(g.step)
    return page("walks/walk.html", step=g.step, event=g.step.event, walk=walk, rules=rules, fresh_id=tokens.new_id())


@bp.get(f"{WALK}/state")
@allow(knows_it)
def state(event_id: str, walk_id: str) -> Response:
    """What a phone asks before it sends: a token of its session, whether it takes part, its group."""
    walker = queries.walker(walk_id, g.participant.id) if g.participant else None
    answer = jsonify(
        token=generate_csrf(),
        joined=g.participant is not None,
        group=walker.group_number if walker else 0,
        here=g.step in [*events.steps_open(g.step.event, "step"), *events.steps_open(g.step.event, "beside")],
        plan=walks.walk(g.step).version,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post(f"{WALK}/group")
@allow(walks_it)
@answers_on("walk.show")
def join_group(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Walk with a group."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    number = forms.whole("group", least=1, most=walk_rules.MOST_GROUPS)
    actions.join_group(event_id, walk_id, g.participant.id, number, clock.now())
    return jsonify(group=number) if _asks_json() else done("walk.show", event_id=event_id, walk_id=walk_id)


@bp.post(f"{WALK}/observations")
@allow(walks_it)
@answers_on("walk.show")
@large_body
def mark(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Mark how a place feels."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    kept = _mark(g.participant.id)
    if _asks_json():
        return jsonify(id=kept.id, conflicts_with=kept.conflicts_with)
    return done("walk.show", event_id=event_id, walk_id=walk_id, kept="1")


@bp.post(f"{WALK}/observations/<contribution_id>/picture")
@allow(walks_it)
@answers_on("walk.show")
@large_body
def add_picture(event_id: str, walk_id: str, contribution_id: str) -> ResponseReturnValue:
    """The picture of an observation that was sent before."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    _add_picture(event_id, contribution_id, g.participant.id)
    return jsonify(id=contribution_id) if _asks_json() else done("walk.show", event_id=event_id, walk_id=walk_id)


@bp.post(f"{WALK}/by-hand")
@allow(leads_it)
@answers_on("room.lead")
@large_body
def write_down(event_id: str, walk_id: str) -> ResponseReturnValue:
    """A leader writes down what somebody said, or what stands on paper."""
    _mark(None)
    return done("room.lead", event_id=event_id)


@bp.post(f"{WALK}/file")
@allow(leads_it)
@answers_on("room.lead")
@large_body
def load_file(event_id: str, walk_id: str) -> ResponseReturnValue:
    """Take in the file that a phone saved because it could not send."""
    for sent in files.read(request.files.get("file")):
        kept = _keep(sent.gift(event_id, walk_id, current()), sent.seen, seconds_ago=sent.seconds_ago(clock.now()))
        if sent.picture is not None:
            words_ = _picture_words(sent.seen.place)
            actions.add_picture(event_id, kept.id, None, sent.picture, words_, clock.now())
    return done("room.lead", event_id=event_id)


@bp.get("/e/<event_id>/walk-pictures/<picture_id>.jpg")
@allow(leader)
def picture(event_id: str, picture_id: str) -> Response:
    """A picture that came in, for those who lead; nobody else sees it before it is approved."""
    return media.picture(queries.picture(event_id, picture_id) or abort(404), small="large" not in request.args)


def _mark(participant_id: str | None) -> Kept:
    """Keep the observation of this form, with its picture when it came along."""
    seen = _seen()
    gift = Gift(
        id=forms.text("id", limit=32, required=False) or tokens.new_id(),
        event_id=g.step.event_id,
        step_id=g.step.id,
        participant_id=participant_id,
        kind=actions.KIND,
        text=seen.why or words.in_words(seen.feeling, seen.about),
        language=current(),
    )
    seconds_ago = forms.whole("seconds_ago", least=0, most=10**9, otherwise=0)
    unsent = forms.whole("unsent", least=0, most=10_000, otherwise=0)
    group = forms.whole("group", least=0, most=walk_rules.MOST_GROUPS, otherwise=0)
    kept = _keep(gift, seen, seconds_ago=seconds_ago, told=Told(unsent, group))
    if (file := request.files.get("picture")) is not None and file.filename:
        _add_picture(gift.event_id, kept.id, participant_id)
    return kept


def _keep(gift: Gift, seen: Seen, *, seconds_ago: int, told: Told | None = None) -> Kept:
    """Keep it where it was marked; a street by name is where its middle is."""
    town = walks.walk(g.step).map
    named = maps.find(town.known_names, seen.place) if town and seen.place and seen.lon is None else None
    at = town.bounds.degrees(named.x, named.y) if town and named else None
    return actions.mark(gift, seen, clock.now(), at=at, seconds_ago=seconds_ago, told=told)


def _seen() -> Seen:
    position = rules.position(request.form.get("lon", ""), request.form.get("lat", ""))
    accuracy = forms.whole("accuracy", least=0, most=10**9, otherwise=0)
    return Seen(
        feeling=forms.whole("feeling", least=rules.LEAST, most=rules.MOST),
        about=tuple(forms.choices("about", rules.ABOUT)),
        why=forms.text("why", limit=rules.LONGEST_WHY, required=False),
        stop=forms.text("stop", limit=16, required=False),
        place=forms.text("place", limit=rules.LONGEST_PLACE, required=False),
        lon=position[0] if position else None,
        lat=position[1] if position else None,
        accuracy=min(accuracy, rules.FARTHEST) if position else None,
    )


def _add_picture(event_id: str, observation_id: str, participant_id: str | None) -> None:
    file = request.files.get("picture") or abort(400)
    place = forms.text("place", limit=rules.LONGEST_PLACE, required=False)
    actions.add_picture(event_id, observation_id, participant_id, file, _picture_words(place), clock.now())


def _picture_words(place: str) -> str:
    return _("Picture from the walk, %(place)s", place=place) if place else _("Picture from the walk")


def _asks_json() -> bool:
    return request.headers.get("Accept") == "application/json"
