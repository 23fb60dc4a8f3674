"""What a step of kind `team_work` shows to each audience."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import get_locale

from participation import clock, tokens
from participation.db import db
from participation.events import activities
from participation.events.activities import Activity, Context, Pretender
from participation.events.contributions.actions import Gift
from participation.events.models import Step
from participation.events.participants.models import Participant
from participation.teams import queries, report, rules, words
from participation.teams.canvas import actions
from participation.teams.canvas import queries as canvases
from participation.teams.canvas import rules as canvas_rules
from participation.teams.forming import actions as forming_actions
from participation.teams.forming import steps as forming
from participation.teams.models import Team
from participation.teams.solutions import actions as finishing
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


def _participant(step: Step, participant: Participant | None) -> Context:
    assert participant is not None
    mine = dict(forming.own(participant))
    if not mine["team_id"] or mine["way"] == rules.THEME:
        mine |= {**forming.how_in(step.event), "teams": queries.of_event(step.event_id)}
    if not mine["team_id"]:
        return mine
    return {**mine, **of_team(db.session.get_one(Team, mine["team_id"]), participant.id)}


def _facilitator(step: Step) -> Context:
    return {"teams": progress(step.event_id), "fields": len(canvas_rules.FIELDS)}


def _screen(step: Step) -> Context:
    return {"teams": progress(step.event_id), "fields": len(canvas_rules.FIELDS)}


def _pretend(step: Step, who: Pretender) -> None:
    """Goes into the smallest team, writes in one of its boxes, and hands in when all of them have words."""
    forming_actions.join(step.event_id, who.participant_id, None)
    team = queries.team_of(who.participant_id)
    if team is None or solutions.finish_of(team.id) is not None:
        return
    fields, language, now = canvases.canvas(team.id), str(get_locale()), clock.now()
    empty = next((field for field in fields if not field.text), None)
    if empty is not None:
        text = str(words.PRETENDED[empty.name])
        actions.save(actions.Written(team.id, who.participant_id, empty.name, 0, text, language), now)
        return
    written = {field.name: field.text for field in fields}
    solution = rules.solution_of(written["idea"], rules.summary_of(written))
    gift_id = tokens.id_of("pretended", step.id, team.id)
    gift = Gift(gift_id, step.event_id, step.id, who.participant_id, rules.SOLUTION, solution, language)
    finishing.finish(team.id, gift, now)


ACTIVITY = Activity(
    kind=actions.KIND,
    name=words.TEAM_WORK,
    folder="teams/canvas",
    participant=_participant,
    shared=False,
    facilitator=_facilitator,
    screen=_screen,
    gathers=True,
    pretend=_pretend,
    offers=solutions.offers,
    report=report.of_step,
)
