"""Answering a pulse, saying what it asks, and keeping only sums of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Table, delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from participation import db
from participation.events.actions import step_of, take_turn
from participation.events.contributions.actions import check_event_running, check_step_open
from participation.events.models import Event, Step
from participation.jobs import actions as jobs
from participation.live import changed
from participation.processes.models import Process
from participation.pulses import queries, questions, rules
from participation.pulses.models import Inhabitants, PulseAnswer, PulseSum
from participation.pulses.queries import KINDS
from participation.refusal import Refusal

JOB = "pulses.sum"
KEPT = dt.timedelta(days=1)
"""How long after an event single answers are kept: so long, somebody may still change one."""

_ANSWER: Table = PulseAnswer.__table__  # type: ignore[assignment]
_KEY = list(_ANSWER.primary_key)
_lite, _post = sqlite.insert(_ANSWER), postgresql.insert(_ANSWER)
_answer = {
    "sqlite": _lite.on_conflict_do_update(index_elements=_KEY, set_={"value": _lite.excluded.value}),
    "postgresql": _post.on_conflict_do_update(index_elements=_KEY, set_={"value": _post.excluded.value}),
}


def answer(event_id: str, step_id: str, participant_id: str, choices: Mapping[int, int | None]) -> None:
    """Answer questions, by their place, with a choice's place or stand aside (None). Again changes the answer."""
    with db.writing() as session:
        step = _pulse(session, event_id, step_id)
        asked = questions.of(step)
        for place, choice in choices.items():
            rules.check_choice(place, len(asked))
            rules.check_choice(choice, len(asked[place].choices))
        check_event_running(session, event_id)
        check_step_open(session, event_id, step_id)
        if session.get(PulseSum, step_id):
            raise Refusal("no_longer_answered", status=409)
        connection = session.connection()
        same = {"step_id": step_id, "participant_id": participant_id}
        rows = [{**same, "question": place, "value": choice} for place, choice in choices.items()]
        connection.execute(_answer[connection.dialect.name], rows)
        _sum_up_later(session, event_id)
    changed(event_id)


def stand_aside(event_id: str, step_id: str, participant_id: str) -> None:
    """Stand aside from everything that a step asks."""
    step = db.db.session.get(Step, step_id)
    asked = questions.of(step) if step and step.event_id == event_id else ()
    answer(event_id, step_id, participant_id, {question.place: None for question in asked})


def set_questions(event_id: str, step_id: str, asks: rules.Asks) -> None:
    """Say what is asked; not once somebody has answered."""
    with db.writing() as session:
        take_turn(session, event_id)
        step = _pulse(session, event_id, step_id)
        asks.check()
        fresh = {**step.settings, **{name: list(lines) for name, lines in asdict(asks).items()}}
        if fresh != step.settings:
            if session.scalar(select(exists().where(PulseAnswer.step_id == step_id))) or session.get(PulseSum, step_id):
                raise Refusal("answered_already", status=409, field="questions")
            step.settings = fresh
    changed(event_id)


def sum_up(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """A day after an event: keep sums of its pulses and destroy the single answers. Safe to repeat."""
    with db.writing() as session:
        event = session.get(Event, str(payload["event"]))
        if event is None:
            return
        if event.ends_at + KEPT > now:  # it was put off
            _sum_up_later(session, event.id)
            return
        take_turn(session, event.id)
        for step_id, sums in queries.fresh_sums([step for step in event.steps if step.kind in KINDS]).items():
            if session.get(PulseSum, step_id) is None:
                session.add(PulseSum(step_id=step_id, at=now, data=asdict(sums)))
            session.execute(delete(PulseAnswer).where(PulseAnswer.step_id == step_id))


def set_inhabitants(process_id: str, about: str, counts: Mapping[str, int], by_id: str, now: dt.datetime) -> None:
    """Say how many live here of each age, of each gender or in each area. It takes the place of what was said."""
    with db.writing() as session:
        session.execute(select(Process.id).where(Process.id == process_id).with_for_update())
        session.execute(delete(Inhabitants).where(Inhabitants.process_id == process_id, Inhabitants.about == about))
        row = {"process_id": process_id, "about": about, "at": now, "by_id": by_id}
        session.add_all([Inhabitants(**row, name=name, count=count) for name, count in counts.items()])


def _sum_up_later(session: Session, event_id: str) -> None:
    ends_at = session.scalar(select(Event.ends_at).where(Event.id == event_id))
    assert ends_at is not None
    due = ends_at + KEPT
    key = f"{JOB}:{event_id}:{int(due.timestamp())}"
    jobs.enqueue_fast(session.connection(), JOB, key, due, {"event": event_id})


def _pulse(session: Session, event_id: str, step_id: str) -> Step:
    step = step_of(session, event_id, step_id)
    if step.kind not in KINDS:
        raise Refusal("not_a_pulse", status=404)
    return step
