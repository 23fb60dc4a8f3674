"""Writing on the team's canvas, and following what the others write."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, jsonify, request
from flask.typing import ResponseReturnValue

from participation import clock
from participation.events.access import participant
from participation.live import stream
from participation.teams.access import followed_team, own_team
from participation.teams.canvas import actions, queries, rules
from participation.teams.canvas.actions import Written
from participation.teams.queries import coached_by
from participation.teams.words import FIELDS
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("canvas", __name__, url_prefix="/e/<event_id>/team")
MOST_ID = 2**31 - 1


@bp.post("/canvas")
@allow(participant)
@answers_on("participants.now")
def save(event_id: str) -> ResponseReturnValue:
    """Save one field; the script of the canvas is answered in JSON, a plain form with the page."""
    throttle.spend(throttle.PER_DEVICE, "canvas", g.participant.id)
    written = Written(
        team_id=own_team().id,
        participant_id=g.participant.id,
        field=forms.choice("field", rules.FIELDS),
        base_id=forms.whole("base", least=0, most=MOST_ID, otherwise=0),
        text=forms.text("text", limit=rules.LONGEST_TOGETHER, required=False),
        language=current(),
    )
    saved = actions.save(written, clock.now())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(
            base=saved.base_id, id=saved.id, text=saved.text, apart=saved.apart, look=saved.clash or saved.apart
        )
    return done("participants.now", event_id=event_id, _anchor=written.field)


@bp.post("/canvas/beside")
@allow(participant)
@answers_on("participants.now")
def settle(event_id: str) -> ResponseReturnValue:
    """Say what becomes of what waits beside a field."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    version_id = forms.whole("version", least=1, most=MOST_ID)
    actions.settle(own_team().id, version_id, forms.choice("how", ("use", "both", "leave")), clock.now())
    return done("participants.now", event_id=event_id)


@bp.get("/canvas/<field>")
@allow(participant)
def earlier(event_id: str, field: str) -> ResponseReturnValue:
    """What stood in a field before."""
    known = field if field in rules.FIELDS else abort(404)
    team_id = followed_team().id
    return page(
        "teams/canvas/earlier.html",
        event_id=event_id,
        asked=FIELDS[known],
        versions=queries.earlier(team_id, known),
        stands=queries.standing_id(team_id, known),
        coaches=coached_by(g.participant.id) is not None,
    )


@bp.post("/canvas/back")
@allow(participant)
@answers_on("participants.now")
def bring_back(event_id: str) -> ResponseReturnValue:
    """Bring an earlier version back."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.bring_back(own_team().id, forms.whole("version", least=1, most=MOST_ID), clock.now())
    return done("participants.now", event_id=event_id)


@bp.get("/live")
@allow(participant)
def follow(event_id: str) -> Response:
    """What the team's phones follow: the canvas as it stands, for everybody in the team the same."""
    team = followed_team()
    team_id = team.id
    return stream(queries.topic(team), "team", lambda: queries.state(team_id))


@bp.get("/state")
@allow(participant)
def state(event_id: str) -> Response:
    """The same once, for when streams do not pass."""
    return Response(queries.state(followed_team().id), mimetype="application/json")
