"""What team work leaves in its event's report: each team with its theme, and how it finished."""

from __future__ import annotations

from participation.events.activities import Reported
from participation.events.models import Step
from participation.teams import queries
from participation.teams.solutions import queries as solutions


def of_step(step: Step) -> Reported | None:
    """The teams of an event, in the first step in which they work; None when there are none."""
    if step is not next(other for other in step.event.steps if other.kind == step.kind):
        return None
    teams = queries.of_event(step.event_id)
    if not teams:
        return None
    finishes = {team_id: finished for team_id, finished in solutions.finishes(step.event_id).items() if finished.shown}
    rows = [
        {"kind": found.kind, "id": found.contribution_id, "text": found.text, "theme": team.theme, "team": team.name}
        for team in teams
        if (found := finishes.get(team.id)) is not None
    ]
    return Reported({"teams": teams, "finishes": finishes}, rows)
