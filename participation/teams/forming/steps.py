"""What a step of kind `form_teams` shows to each audience."""

from __future__ import annotations

from sqlalchemy import func, select

from participation import tokens
from participation.db import db
from participation.events.activities import Activity, Context
from participation.events.models import Event, Step
from participation.events.participants.models import Participant
from participation.teams import queries, rules, words
from participation.teams.forming import actions
from participation.teams.models import StandingAside


def own(participant: Participant) -> Context:
    """What a phone knows of its team."""
    mine = queries.team_of(participant.id)
    coached = None if mine else queries.coached_by(participant.id)
    known = mine or coached
    return {
        "team_id": known.id if known else "",
        "team_name": queries.named(known) if known else "",
        "way": known.way if known else rules.DRAW,
        "coaches": coached is not None,
        "aside": mine is None and queries.stands_aside(participant.id),
    }


def how(step: Step) -> Context:
    """How a step forms teams."""
    return {"way": step.settings.get("way", rules.DRAW), "largest": step.settings.get("largest", rules.USUAL)}


def how_in(event: Event) -> Context:
    """How an event formed its teams, for who comes late."""
    formed = next((step for step in event.steps if step.kind == actions.KIND), None)
    return how(formed) if formed else {"way": rules.DRAW, "largest": rules.USUAL}


def _participant(step: Step, participant: Participant | None) -> Context:
    assert participant is not None
    return {**own(participant), **how(step), "teams": queries.of_event(step.event_id)}


def _facilitator(step: Step) -> Context:
    teams = queries.of_event(step.event_id)
    waiting = queries.without_team(step.event_id).subquery()
    people = db.session.scalar(select(func.count()).select_from(waiting)) or 0
    return {
        **how(step),
        "teams": teams,
        "waiting": people,
        "aside": _aside(step.event_id),
        "would_be": step.settings.get("teams") or rules.teams_for(people, how(step)["largest"]),
        "codes": actions.codes(step.event_id) if teams else {},
        "fresh_once": tokens.new_id(),
    }


def _screen(step: Step) -> Context:
    return {**how(step), "teams": queries.of_event(step.event_id)}


def _stage(step: Step) -> str:
    """Which teams there are, and which lot was drawn last: how many are in each is told only when one looks again."""
    told = [(team.id, team.name) for team in queries.of_event(step.event_id)]
    return f"{step.settings.get('lot', '')} {told!r}"


def _aside(event_id: str) -> int:
    wanted = select(func.count()).select_from(StandingAside).join(Participant)
    return db.session.scalar(wanted.where(Participant.event_id == event_id)) or 0


ACTIVITY = Activity(
    kind=actions.KIND,
    name=words.FORM_TEAMS,
    folder="teams/forming",
    participant=_participant,
    shared=False,
    facilitator=_facilitator,
    screen=_screen,
    stage=_stage,
    settings={"way": rules.DRAW, "teams": 0, "largest": rules.USUAL},
    bounds={"way": rules.WAYS, "teams": range(rules.MOST_TEAMS + 1), "largest": range(2, rules.LARGEST + 1)},
    form="teams/forming/_form.html",
)
