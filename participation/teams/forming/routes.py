"""Forming teams from the leader's phone, and going into one."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from participation import clock
from participation.events import activities
from participation.events.access import acting, leader, organiser, participant
from participation.teams import rules
from participation.teams.access import leader_of_team, own_team
from participation.teams.forming import actions
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on

bp = Blueprint("teams", __name__, url_prefix="/e/<event_id>")


@bp.post("/teams/<step_id>/settings")
@allow(organiser)
@answers_on("events.prepare")
def set_up(event_id: str, step_id: str) -> ResponseReturnValue:
    """How the teams of a step are formed."""
    actions.set_up(
        event_id,
        step_id,
        way=forms.choice("way", rules.WAYS),
        teams=forms.whole("teams", least=0, most=rules.MOST_TEAMS, otherwise=0),
        largest=forms.whole("largest", least=2, most=rules.LARGEST, otherwise=rules.USUAL),
    )
    return done("events.prepare", event_id=event_id, _anchor="agenda")


@bp.post("/teams/<step_id>")
@allow(leader)
@answers_on("room.lead")
def form(event_id: str, step_id: str) -> ResponseReturnValue:
    """Form the teams, or draw them once more (`anew`)."""
    actions.form(event_id, step_id, forms.text("once", limit=32), anew=forms.flag("anew"))
    return done("room.lead", event_id=event_id)


@bp.post("/teams/<step_id>/add")
@allow(leader)
@answers_on("room.lead")
def add(event_id: str, step_id: str) -> ResponseReturnValue:
    """One more team."""
    actions.add_team(event_id, step_id, forms.text("once", limit=32))
    return done("room.lead", event_id=event_id)


@bp.post("/lead/teams/<team_id>/close")
@allow(leader_of_team)
@answers_on("solutions.one")
def close(event_id: str, team_id: str) -> ResponseReturnValue:
    """Close a team."""
    actions.close_team(event_id, team_id, now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)


@bp.post("/lead/teams/<team_id>/name")
@allow(leader_of_team)
@answers_on("solutions.one")
def rename(event_id: str, team_id: str) -> ResponseReturnValue:
    """Give a team another name."""
    actions.rename(event_id, team_id, forms.text("name", limit=rules.LONGEST_NAME, required=False).replace("\n", " "))
    return done("solutions.one", event_id=event_id, team_id=team_id)


@bp.post("/lead/teams/<team_id>/coach")
@allow(leader_of_team)
@answers_on("solutions.one")
def end_coaching(event_id: str, team_id: str) -> ResponseReturnValue:
    """Let another coach in."""
    actions.end_coaching(event_id, team_id, clock.now())
    return done("solutions.one", event_id=event_id, team_id=team_id)


@bp.post("/team")
@allow(participant)
@answers_on("participants.now")
def join(event_id: str) -> ResponseReturnValue:
    """Go into a team; into the smallest when none is named."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.join(event_id, g.participant.id, forms.text("team", limit=16, required=False) or None)
    return done("participants.now", event_id=event_id)


@bp.post("/team/aside")
@allow(participant)
@answers_on("participants.now")
def stand_aside(event_id: str) -> ResponseReturnValue:
    """Rather be in no team, or no longer (`aside=0`)."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.stand_aside(event_id, g.participant.id, aside=forms.choice("aside", ("0", "1")) == "1")
    return done("participants.now", event_id=event_id)


@bp.post("/team/coach")
@allow(participant)
@answers_on("participants.now")
def coach(event_id: str) -> ResponseReturnValue:
    """Coach the team whose code was typed."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    actions.coach(event_id, g.participant.id, forms.text("code", limit=20), clock.now())
    return done("participants.now", event_id=event_id)


@bp.post("/team/theme")
@allow(participant)
@answers_on("participants.now")
def take_theme(event_id: str) -> ResponseReturnValue:
    """My team takes a theme."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    known = [theme.id for theme in activities.chosen_themes(event_id)]
    actions.take_theme(event_id, own_team().id, forms.text("theme", limit=16), known)
    return done("participants.now", event_id=event_id)
