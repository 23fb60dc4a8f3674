"""Saying what was learned, and letting everybody read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from participation import db
from participation.evaluation.models import EvaluationRelease, Lesson
from participation.processes.models import Process

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What worked, what was learned, what will be done otherwise."""

    worked: str
    learned: str
    otherwise: str


def say(process_id: str, words: Words, by_id: str, now: dt.datetime) -> None:
    """Say what was learned. The same words twice are said once."""
    with db.writing() as session:
        _hold(session, process_id)
        newest = select(Lesson.worked, Lesson.learned, Lesson.otherwise).where(Lesson.process_id == process_id)
        said = session.execute(newest.order_by(Lesson.id.desc()).limit(1)).first()
        if tuple(said or ("", "", "")) != astuple(words):
            row = {"worked": words.worked, "learned": words.learned, "otherwise": words.otherwise}
            session.add(Lesson(process_id=process_id, at=now, by_id=by_id, **row))


def publish(process_id: str, by_id: str, now: dt.datetime) -> None:
    """Let everybody read the evaluation; twice is once."""
    with db.writing() as session:
        _hold(session, process_id)
        released = select(EvaluationRelease.id).where(EvaluationRelease.process_id == process_id)
        if session.scalar(released.where(EvaluationRelease.ended_at.is_(None))) is None:
            session.add(EvaluationRelease(process_id=process_id, at=now, by_id=by_id))


def take_back(process_id: str, by_id: str, now: dt.datetime) -> None:
    """Let only the organisers read it again."""
    with db.writing() as session:
        _hold(session, process_id)
        session.execute(
            update(EvaluationRelease)
            .where(EvaluationRelease.process_id == process_id, EvaluationRelease.ended_at.is_(None))
            .values(ended_at=now, ended_by_id=by_id)
        )


def _hold(session: Session, process_id: str) -> None:
    session.execute(select(Process.id).where(Process.id == process_id).with_for_update())
