"""What a step of kind `pitches` shows to each audience."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from participation import clock
from participation.db import db
from participation.events.activities import Activity, Context
from participation.events.models import Step
from participation.events.moderation.models import Report
from participation.events.participants.models import Participant
from participation.teams import queries, rules, words
from participation.teams.forming.steps import own
from participation.teams.pitches import actions
from participation.teams.pitches import queries as pitches
from participation.teams.solutions import queries as solutions
from participation.teams.solutions.queries import Finished, Shown


@dataclass(frozen=True, slots=True)
class Pitch:
    """A team's pitch: what it says, and its sketch when that was let on the screen."""

    team: queries.Listed
    solution: Finished
    sketch: Shown | None


def _shown(step: Step) -> Context:
    """`pitches` in their order, `now` and `next` among them, `ends_at` of the one that speaks, `done` when all have."""
    finishes, sketches = solutions.finishes(step.event_id), solutions.sketches_on_screen(step.event_id)
    teams = {team.id: team for team in queries.of_event(step.event_id)}
    order = pitches.order(step.id, step.event_id)
    found = {id_: Pitch(teams[id_], finishes[id_], sketches.get(id_)) for id_ in order if id_ in teams}
    turn = pitches.turn(step.id)
    called = turn.team_id if turn else None
    following = rules.after(list(found), called)
    seconds = int(step.settings.get("seconds", rules.SECONDS))
    ends_at = turn.started_at + dt.timedelta(seconds=seconds) if turn and turn.started_at else None
    done = turn is not None and called is None
    return {
        "pitches": list(found.values()),
        "now": found.get(called or ""),
        "next": found.get(following or "") if not done else None,
        "before": _before(list(found), called, done=done),
        "called": called or "",
        "seconds": seconds,
        "ends_at": ends_at,
        "over": ends_at is not None and ends_at <= clock.now(),
        "done": done,
        "waiting": [team for team in teams.values() if team.id not in found],
    }


def _before(order: list[str], called: str | None, *, done: bool) -> str | None:
    """Who pitched before, for a way back."""
    if done:
        return order[-1] if order else None
    place = order.index(called) if called in order else 0
    return order[place - 1] if place else None


def _participant(step: Step, participant: Participant | None) -> Context:
    assert participant is not None
    shown = _shown(step)
    now = shown["now"]
    reported = now is not None and db.session.get(Report, (now.solution.contribution_id, participant.id)) is not None
    return {**own(participant), **shown, "reported": reported}


def _stage(step: Step) -> str:
    """Who is called, whether the time runs, and who is ready."""
    turn = pitches.turn(step.id)
    told = (turn.team_id, turn.started_at) if turn else None
    return f"{told!r} {pitches.order(step.id, step.event_id)!r} {step.settings.get('seconds')}"


ACTIVITY = Activity(
    kind=actions.KIND,
    name=words.PITCHES,
    folder="teams/pitches",
    participant=_participant,
    shared=False,
    facilitator=_shown,
    screen=_shown,
    stage=_stage,
    settings={"seconds": rules.SECONDS},
    bounds={"seconds": range(10, 901)},
    form="teams/pitches/_form.html",
)
