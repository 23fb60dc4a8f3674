"""Work for later, as rows: put in a row, leased by one worker, done or tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from participation import db
from participation.jobs.models import Job

LEASE = dt.timedelta(minutes=2)
"""How long one worker has a job for itself; after a crash it is free again."""


class Hopeless(Exception):
    """Raised by a handler: trying again would not help."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How work of one kind is tried again.

    `pauses` follow upon the failures, each upon its own; after the last the work is left for somebody to look at.
    `repeats`: how often it is done again after a worker died over it (None: as often as it is tried).
    """

    pauses: Sequence[dt.timedelta] = tuple(dt.timedelta(seconds=2**attempt) for attempt in range(1, 7))
    repeats: int | None = None


_JOB: Table = Job.__table__  # type: ignore[assignment]
_ADD = {
    "sqlite": sqlite.insert(_JOB).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_JOB).on_conflict_do_nothing(),
}


def enqueue(session: Session, kind: str, key: str, due_at: dt.datetime, payload: Mapping[str, Any]) -> None:
    """Put work in the row, inside the caller's transaction; the same `key` twice is one job."""
    if session.scalar(select(Job.id).where(Job.key == key)) is None:
        session.add(Job(kind=kind, key=key, due_at=due_at, payload=dict(payload), attempts=0))
        session.flush()


def enqueue_fast(connection: Connection, kind: str, key: str, due_at: dt.datetime, payload: Mapping[str, Any]) -> None:
    """The same without objects, in the transaction of a hot path; two at the same moment do not collide."""
    connection.execute(
        _ADD[connection.dialect.name],
        {"kind": kind, "key": key, "due_at": due_at, "payload": dict(payload), "attempts": 0},
    )


def cancel(session: Session, key: str) -> None:
    """Take work out of the row, inside the caller's transaction."""
    session.execute(delete(Job).where(Job.key == key))


def lease(now: dt.datetime) -> Job | None:
    """The job that is longest overdue, for this worker alone; None when nothing is due.

    Each lease counts as an attempt and puts the next one further away, so that work that crashes the worker does
    not come back at once for ever.
    """
    free = or_(Job.leased_until.is_(None), Job.leased_until <= now)
    with db.writing() as session:
        job = session.scalar(
            select(Job)
            .where(Job.due_at <= now, Job.failed_at.is_(None), free)
            .order_by(Job.due_at, Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if job is None:
            return None
        job.attempts += 1
        job.leased_until = now + LEASE
        session.flush()
        session.expunge(job)
    return job


def keep(session: Session, key: str, now: dt.datetime) -> None:
    """Go on with leased work that takes long, inside the caller's transaction: nobody else begins it meanwhile."""
    session.execute(update(Job).where(Job.key == key, Job.leased_until.is_not(None)).values(leased_until=now + LEASE))


def finish(job_id: int) -> None:
    """The work is done."""
    with db.writing() as session:
        session.execute(delete(Job).where(Job.id == job_id))


def fail(job_id: int, now: dt.datetime, patience: Patience) -> None:
    """The work failed: again later, ever more seldom, until patience ends."""
    with db.writing() as session:
        job = session.get(Job, job_id)
        if job is None:
            return
        job.failures += 1
        job.leased_until = now + patience.pauses[min(job.attempts, len(patience.pauses)) - 1]
        if job.attempts >= len(patience.pauses):
            job.failed_at = now


def give_up(job_id: int, now: dt.datetime) -> None:
    """The work is not tried again: it is left for somebody to look at."""
    with db.writing() as session:
        session.execute(update(Job).where(Job.id == job_id).values(failed_at=now))
