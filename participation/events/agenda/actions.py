"""What changes an agenda. Leaders who edit at the same moment are one after the other; every form may come twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from participation import db, tokens
from participation.events.actions import check_event_running, step_of, take_turn
from participation.events.agenda import rules
from participation.events.models import Step
from participation.live import changed
from participation.refusal import Refusal


def add_step(
    event_id: str, kind: str, *, title: str, minutes: int, settings: Mapping[str, Any], after_id: str, once: str
) -> str:
    """Add a step of a kind after another one (at the end when that is gone); returns its id.

    `once` comes from the form: sent twice, it is one step.
    """
    fresh = Step(
        id=tokens.id_of("step", event_id, once),
        event_id=event_id,
        kind=kind,
        title=title,
        minutes=minutes,
        settings=dict(settings),
    )
    return _put_in(fresh, after_id)


def copy_step(event_id: str, step_id: str, once: str) -> str:
    """Put a copy behind a step: its words, time and settings, nothing that was given in it. Returns the copy's id."""
    step = step_of(db.db.session(), event_id, step_id)
    twin = Step(
        id=tokens.id_of("copy", event_id, step_id, once),
        event_id=event_id,
        kind=step.kind,
        title=step.title,
        prompt=step.prompt,
        minutes=step.minutes,
        settings=dict(step.settings),
    )
    return _put_in(twin, step_id)


def move_step(event_id: str, step_id: str, to: int) -> None:
    """Move a step to a place, counted from 0."""
    with db.writing() as session:
        take_turn(session, event_id)
        step_of(session, event_id, step_id)
        _arrange(session, event_id, rules.moved(_order(session, event_id), step_id, to))
    changed(event_id)


def remove_step(event_id: str, step_id: str) -> None:
    """Remove a step that nothing came into; a step that is no longer here is removed already.

    What refers to a step, in whichever room, keeps it: the database says so.
    """
    try:
        with db.writing() as session:
            take_turn(session, event_id)
            if session.get(Step, step_id) is not None:
                session.execute(delete(Step).where(Step.id == step_of(session, event_id, step_id).id))
            _arrange(session, event_id, _order(session, event_id))
    except IntegrityError as problem:
        raise Refusal("step_in_use", status=409) from problem
    changed(event_id)


def _put_in(fresh: Step, after_id: str) -> str:
    with db.writing() as session:
        event_id, step_id = fresh.event_id, fresh.id
        take_turn(session, event_id)
        order = _order(session, event_id)
        if step_id in order:
            return step_id
        check_event_running(session, event_id)
        rules.check_room_for_one(len(order))
        fresh.position = len(order)
        session.add(fresh)
        session.flush()
        _arrange(session, event_id, rules.placed(order, step_id, after_id))
    changed(event_id)
    return step_id


def _order(session: Session, event_id: str) -> list[str]:
    return list(session.scalars(select(Step.id).where(Step.event_id == event_id).order_by(Step.position)))


def _arrange(session: Session, event_id: str, order: Sequence[str]) -> None:
    """Number the steps anew; by way of negative numbers, because no two may ever share a place."""
    session.execute(update(Step).where(Step.event_id == event_id).values(position=-1 - Step.position))
    for place, step_id in enumerate(order):
        session.execute(update(Step).where(Step.id == step_id).values(position=place))
