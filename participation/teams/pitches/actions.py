"""Who pitches when. Leaders who press at once are one after the other; every form may come twice."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from participation import db
from participation.events.actions import check_event_running, step_of, take_turn
from participation.events.models import Step
from participation.live import changed
from participation.refusal import Refusal
from participation.teams import rules
from participation.teams.models import PitchPlace, PitchTurn, Team
from participation.teams.pitches import queries

KIND = "pitches"


def set_up(event_id: str, step_id: str, seconds: int) -> None:
    """How long a pitch is."""
    with db.writing() as session:
        step = _pitch_step(session, event_id, step_id)
        step.settings = {**step.settings, "seconds": seconds}
    changed(event_id)


def draw_order(event_id: str, step_id: str, seed: str) -> None:
    """Draw in which order teams pitch; sent twice, the lot falls the same way. Once somebody was called it stays."""
    with db.writing() as session:
        _pitch_step(session, event_id, step_id)
        if queries.turn(step_id) is not None:
            raise Refusal("pitches_begun", status=409)
        teams = session.scalars(select(Team).where(Team.event_id == event_id))
        numbers = {team.id: team.number for team in teams}
        session.execute(delete(PitchPlace).where(PitchPlace.step_id == step_id))
        session.add_all(
            PitchPlace(step_id=step_id, team_id=team_id, place=place)
            for place, team_id in enumerate(rules.pitching_order(numbers, seed), 1)
        )
    changed(event_id)


def call(
    event_id: str,
    step_id: str,
    team_id: str | None,
    *,
    seen: str,
    by_id: str,
    now: dt.datetime,
    co_leader_id: str | None = None,
) -> None:
    """Call a team to pitch, or say that all have (None). `seen` is whose turn the leader's page showed ("": nobody's).

    Calling who was called changes nothing; when somebody else was called meanwhile, the room stays there.
    """
    with db.writing() as session:
        _pitch_step(session, event_id, step_id)
        check_event_running(session, event_id)
        present = queries.turn(step_id)
        if present is not None and present.team_id == team_id:
            return
        if seen != ((present.team_id or "") if present else ""):
            raise Refusal("room_moved_on", status=409)
        if team_id is not None and team_id not in queries.order(step_id, event_id):
            raise Refusal("unknown_team", status=404)
        turn = PitchTurn(step_id=step_id, team_id=team_id, called_at=now, by_id=by_id, co_leader_id=co_leader_id)
        session.add(turn)
    changed(event_id)


def start(event_id: str, step_id: str, team_id: str, now: dt.datetime) -> None:
    """The time of the team that was called starts; it starts once."""
    with db.writing() as session:
        _pitch_step(session, event_id, step_id)
        present = queries.turn(step_id)
        if present is None or present.team_id != team_id:
            raise Refusal("room_moved_on", status=409)
        present.started_at = present.started_at or now
    changed(event_id)


def _pitch_step(session: Session, event_id: str, step_id: str) -> Step:
    take_turn(session, event_id)
    step = step_of(session, event_id, step_id)
    if step.kind != KIND:
        raise Refusal("not_a_pitch_step", status=404)
    return step
