"""Answering a pulse, and saying what can be answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from participation import db
from participation.events.actions import step_of, take_turn
from participation.events.contributions.actions import check_event_running, check_step_open
from participation.events.models import Step
from participation.live import changed
from participation.pulses import rules
from participation.pulses.models import PulseAnswer
from participation.pulses.queries import KIND, choices
from participation.refusal import Refusal

_ANSWER: Table = PulseAnswer.__table__  # type: ignore[assignment]
_KEY = list(_ANSWER.primary_key)
_lite, _post = sqlite.insert(_ANSWER), postgresql.insert(_ANSWER)
_answer = {
    "sqlite": _lite.on_conflict_do_update(index_elements=_KEY, set_={"value": _lite.excluded.value}),
    "postgresql": _post.on_conflict_do_update(index_elements=_KEY, set_={"value": _post.excluded.value}),
}


def answer(event_id: str, step_id: str, participant_id: str, choice: int | None) -> None:
    """Answer with a choice's place, or stand aside (None). Answering again changes the answer."""
    with db.writing() as session:
        step = _check_in(session, event_id, step_id)
        rules.check_choice(choice, len(choices(step)))
        check_event_running(session, event_id)
        check_step_open(session, event_id, step_id)
        connection = session.connection()
        row = {"step_id": step_id, "participant_id": participant_id, "question": 0, "value": choice}
        connection.execute(_answer[connection.dialect.name], row)
    changed(event_id)


def set_choices(event_id: str, step_id: str, pictures: str, own: Sequence[str]) -> None:
    """Say what the choices are called and drawn as; not once somebody has answered."""
    with db.writing() as session:
        take_turn(session, event_id)
        step = _check_in(session, event_id, step_id)
        fresh = {**step.settings, "pictures": pictures, "choices": list(own)}
        if fresh != step.settings:
            if session.scalar(select(exists().where(PulseAnswer.step_id == step_id))):
                raise Refusal("answered_already", status=409, field="choices")
            step.settings = fresh
    changed(event_id)


def _check_in(session: Session, event_id: str, step_id: str) -> Step:
    step = step_of(session, event_id, step_id)
    if step.kind != KIND:
        raise Refusal("not_a_check_in", status=404)
    return step
