"""Who leads a team's event, and which team a participant is in."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from participation.db import db
from participation.events.access import leader, organiser
from participation.refusal import Refusal
from participation.teams import queries
from participation.teams.models import Team


def own_team() -> Team:
    """The team of who asks; refuses who is in none."""
    team = queries.team_of(g.participant.id)
    if team is None:
        raise Refusal("no_team", status=409)
    return team


def followed_team() -> Team:
    """The team of who asks, or that they coach."""
    return queries.coached_by(g.participant.id) or own_team()


def leader_of_team() -> ResponseReturnValue | None:
    """Who leads the event that a team belongs to; puts it into `g.team`."""
    return leader() or _of_event()


def organiser_of_team() -> ResponseReturnValue | None:
    """The same without co-leaders."""
    return organiser() or _of_event()


def _of_event() -> ResponseReturnValue | None:
    assert request.view_args is not None
    g.team = db.session.get(Team, str(request.view_args["team_id"]))
    if g.team is None or g.team.event_id != g.event.id:
        abort(404)
    return None
