"""Handing in, sketches, and the leader's page of one team."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, request
from flask.typing import ResponseReturnValue

from participation import clock
from participation.events.access import acting, participant
from participation.events.contributions import actions as contributions
from participation.events.contributions.actions import Gift
from participation.media.actions import read_picture
from participation.media.routes import picture
from participation.media.rules import TEXT
from participation.refusal import Refusal
from participation.teams import queries as teams
from participation.teams import rules
from participation.teams.access import followed_team, leader_of_team, organiser_of_team, own_team
from participation.teams.canvas import steps
from participation.teams.forming.actions import codes
from participation.teams.solutions import actions, queries
from participation.web import forms, throttle
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.headers import large_body
from participation.web.languages import current
from participation.web.refusals import answers_on

bp = Blueprint("solutions", __name__, url_prefix="/e/<event_id>")


@bp.post("/team/solution")
@allow(participant)
@answers_on("participants.now")
def hand_in(event_id: str) -> ResponseReturnValue:
    """My team hands in its solution."""
    title = forms.text("title", limit=rules.LONGEST_TITLE).replace("\n", " ")
    summary = forms.text("text", limit=rules.LONGEST_SUMMARY)
    return _finish(event_id, rules.SOLUTION, rules.solution_of(title, summary))


@bp.post("/team/why-not")
@allow(participant)
@answers_on("participants.now")
def say_why_not(event_id: str) -> ResponseReturnValue:
    """My team did not finish, and says why."""
    return _finish(event_id, rules.WHY_NOT, forms.text("text", limit=rules.LONGEST_WHY))


@bp.post("/team/sketches")
@allow(participant)
@answers_on("participants.now")
@large_body
def show_sketch(event_id: str) -> ResponseReturnValue:
    """Show a photograph of a sketch."""
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    text = forms.text("picture_text", limit=TEXT).replace("\n", " ")
    file = request.files.get("picture")
    if file is None or not file.filename:
        raise Refusal("needs_picture", field="picture")
    actions.show_sketch(own_team().id, g.participant.id, read_picture(file), text, clock.now())
    return done("participants.now", event_id=event_id)


@bp.post("/team/sketches/<picture_id>/take-back")
@allow(participant)
@answers_on("participants.now")
def take_back_sketch(event_id: str, picture_id: str) -> ResponseReturnValue:
    """Take a picture away."""
    actions.take_back_sketch(own_team().id, picture_id, clock.now())
    return done("participants.now", event_id=event_id)


@bp.get("/team/sketches/<picture_id>.jpg")
@allow(participant)
def sketch(event_id: str, picture_id: str) -> Response:
    """A sketch, for the team."""
    return _sketch(followed_team().id, picture_id)


@bp.get("/lead/teams/<team_id>")
@allow(leader_of_team)
def one(event_id: str, team_id: str) -> str:
    """One team, as its leader sees it."""
    listed = next((team for team in teams.of_event(event_id) if team.id == team_id), None) or abort(404)
    facts = steps.of_team(g.team, None)
    return page("teams/one.html", event=g.event, team=listed, facts=facts, code=codes(event_id)[team_id])


@bp.get("/lead/teams/<team_id>/sketches/<picture_id>.jpg")
@allow(leader_of_team)
def sketch_for_leader(event_id: str, team_id: str, picture_id: str) -> Response:
    """A sketch, for the leader."""
    return _sketch(team_id, picture_id)


@bp.post("/lead/teams/<team_id>/hide")
@allow(leader_of_team)
@answers_on("solutions.one")
def hide(event_id: str, team_id: str) -> ResponseReturnValue:
    """Hide how a team finished, with a reason that it is told."""
    finished = queries.finish_of(team_id)
    if finished is None:
        raise Refusal("gone", status=410)
    reason = forms.text("reason", limit=300, required=False)
    contributions.hide(event_id, finished.contribution_id, reason, now=clock.now(), **acting())
    return done("solutions.one", event_id=event_id, team_id=team_id)


@bp.post("/lead/teams/<team_id>/sketches/<picture_id>")
@allow(organiser_of_team)
@answers_on("solutions.one")
def release_sketch(event_id: str, team_id: str, picture_id: str) -> ResponseReturnValue:
    """Let a sketch on the big screen."""
    actions.release_sketch(team_id, picture_id, clock.now())
    return done("solutions.one", event_id=event_id, team_id=team_id)


def _finish(event_id: str, kind: str, text: str) -> ResponseReturnValue:
    throttle.spend(throttle.PER_DEVICE, g.participant.id)
    gift = Gift(
        id=forms.text("id", limit=32),
        event_id=event_id,
        step_id=forms.text("step", limit=16),
        participant_id=g.participant.id,
        kind=kind,
        text=text,
        language=current(),
    )
    actions.finish(own_team().id, gift, clock.now())
    return done("participants.now", event_id=event_id)


def _sketch(team_id: str, picture_id: str) -> Response:
    if not queries.is_of_team(team_id, picture_id):
        abort(404)
    return picture(picture_id, small=True)
