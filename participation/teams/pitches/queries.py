"""In which order teams pitch, and whose turn it is."""

from __future__ import annotations

from sqlalchemy import func, select

from participation.db import db
from participation.teams import rules
from participation.teams.models import PitchPlace, PitchTurn, Team
from participation.teams.solutions import queries as solutions


def turn(step_id: str) -> PitchTurn | None:
    """Whose turn it is; None when nobody was called yet."""
    return db.session.scalar(
        select(PitchTurn).where(PitchTurn.step_id == step_id).order_by(PitchTurn.id.desc()).limit(1)
    )


def order(step_id: str, event_id: str) -> list[str]:
    """The teams that pitch, in their order: those whose solution everybody may see, as drawn, else by number."""
    ready = {
        team_id
        for team_id, finished in solutions.finishes(event_id).items()
        if finished.shown and finished.kind == rules.SOLUTION
    }
    place = func.coalesce(PitchPlace.place, Team.number + rules.MOST_TEAMS)
    drawn = (PitchPlace.team_id == Team.id) & (PitchPlace.step_id == step_id)
    wanted = select(Team.id).outerjoin(PitchPlace, drawn).where(Team.event_id == event_id).order_by(place, Team.number)
    return [team_id for team_id in db.session.scalars(wanted) if team_id in ready]
