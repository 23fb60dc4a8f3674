"""What a step of kind `team_work` shows to each audience."""

from __future__ import annotations

from dataclasses import dataclass

from participation import tokens
from participation.db import db
from participation.events import activities
from participation.events.activities import Activity, Context
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.teams import queries, report, rules, words
from participation.teams.canvas import actions
from participation.teams.canvas import queries as canvases
from participation.teams.canvas import rules as canvas_rules
from participation.teams.forming import steps as forming
from participation.teams.models import Team
from participation.teams.solutions import queries as solutions
from participation.teams.solutions.queries import Finished


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a team is."""

    team: queries.Listed
    filled: int
    finished: Finished | None


def of_team(team: Team, viewer_id: str | None) -> Context:
    """A team's canvas with its theme, its sketches, and how it finished."""
    fields = canvases.canvas(team.id)
    themes = activities.chosen_themes(team.event_id)
    finished = solutions.finish_of(team.id)
    return {
        "fields": fields,
        "look": canvases.look(team.id, fields),
        "asked": words.FIELDS,
        "longest": canvas_rules.LONGEST,
        "themes": themes,
        "theme": queries.theme_of(team.theme_id, themes),
        "sketches": solutions.sketches(team.id, viewer_id),
        "finished": finished,
        "suggested": rules.summary_of({field.name: field.text for field in fields}),
        "limits": rules,
        "fresh_id": tokens.new_id(),
    }


def progress(event_id: str) -> list[Progress]:
    """How far every team of an event is."""
    filled, finishes = canvases.filled(event_id), solutions.finishes(event_id)
    return [Progress(team, filled.get(team.id, 0), finishes.get(team.id)) for team in queries.of_event(event_id)]


def _participant(step: Step, participant: Participant) -> Context:
    mine = forming.own(participant)
    if not mine["team_id"]:
        return {**mine, **forming.how_in(step.event), "teams": queries.of_event(step.event_id)}
    return {**mine, **of_team(db.session.get_one(Team, mine["team_id"]), participant.id)}


def _facilitator(step: Step) -> Context:
    return {"teams": progress(step.event_id), "fields": len(canvas_rules.FIELDS)}


def _screen(step: Step) -> Context:
    return {"teams": progress(step.event_id), "fields": len(canvas_rules.FIELDS)}


ACTIVITY = Activity(
    kind=actions.KIND,
    name=words.TEAM_WORK,
    folder="teams/canvas",
    participant=_participant,
    facilitator=_facilitator,
    screen=_screen,
    gathers=True,
    offers=solutions.offers,
    report=report.of_step,
)
