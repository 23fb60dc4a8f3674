"""Removing the traces of casting from the database's files, after a vote was closed.

Closing rewrites both boxes in one transaction. What was there before still lies in the files until this has run:
on SQLite in free pages and in the write-ahead log, on PostgreSQL as dead rows whose transaction numbers tie turnout to
ballot. A page that is read at that moment can hold the files; then nothing is scrubbed, and it is tried again later.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from participation import db
from participation.jobs import actions as jobs
from participation.voting.models import VoteClosure, VoteScrubbing

PATIENCE = 250
"""Milliseconds to wait for others who use the files; SQLite's waiting stops the whole process."""

JOB = "voting.scrub"
FIRST_TRY = dt.timedelta(seconds=10)
"""When a worker looks whether the request that closed the vote could also scrub."""

NEXT_TRY = dt.timedelta(minutes=1)

log = logging.getLogger(__name__)

_HOLDERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_xmin IS NOT NULL AND xact_start < :since"
)


def scrub(vote_id: str, now: dt.datetime) -> bool:
    """Scrub the files of what casting in `vote_id` left there; False when somebody held them. Safe to repeat."""
    if not waiting(vote_id):
        return True
    if not (_scrub_postgresql() if db.is_postgresql() else _scrub_sqlite()):
        return False
    with db.writing() as session:
        if session.get(VoteScrubbing, vote_id) is None:
            session.add(VoteScrubbing(vote_id=vote_id, at=now))
    return True


def enqueue(session: Session, vote_id: str, now: dt.datetime) -> None:
    """See to it, in the closing's own transaction, that the traces are removed even if this process dies now."""
    jobs.enqueue(session, JOB, f"{JOB}:{vote_id}", now + FIRST_TRY, {"vote": vote_id, "tries": 0})


def do_job(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """Scrub, or come back in a minute as long as somebody holds the files: this is never given up."""
    vote_id, tries = str(payload["vote"]), int(payload["tries"]) + 1
    if not scrub(vote_id, now):
        with db.writing() as session:
            jobs.enqueue(session, JOB, f"{JOB}:{vote_id}:{tries}", now + NEXT_TRY, {"vote": vote_id, "tries": tries})


def waiting(vote_id: str) -> bool:
    """Whether a vote is closed and its traces are not yet removed."""
    wanted = select(VoteClosure.vote_id).outerjoin(VoteScrubbing, VoteScrubbing.vote_id == VoteClosure.vote_id)
    wanted = wanted.where(VoteClosure.vote_id == vote_id, VoteScrubbing.vote_id.is_(None))
    with db.db.engine.connect() as connection:
        return connection.scalar(wanted) is not None


def _scrub_sqlite() -> bool:
    """Empty the log into the database, write the database anew without free pages, empty the log again.

    A connection of its own, outside every transaction: VACUUM allows none, and the log is only emptied when nobody
    reads from it.
    """
    db.db.session.rollback()
    try:
        with _bare_sqlite() as connection:
            if not _emptied(connection):
                return False
            connection.execute("VACUUM")
            return _emptied(connection)
    except sqlite3.OperationalError:
        return False


@contextlib.contextmanager
def _bare_sqlite() -> Iterator[Any]:
    lent = db.db.engine.raw_connection()
    try:
        lent.cursor().execute(f"PRAGMA busy_timeout={PATIENCE}")
        yield lent.driver_connection
    finally:
        lent.invalidate()


def _emptied(connection: Any) -> bool:
    busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _begin_another_log(connection: Connection) -> None:
    """Let PostgreSQL do away with the log of the casting, where it was set up so and our user may (see operate.md)."""
    with contextlib.suppress(ProgrammingError):
        connection.execute(text("SELECT pg_switch_wal()"))
        connection.execute(text("CHECKPOINT"))


def _scrub_postgresql() -> bool:
    """Write the boxes' tables anew without dead rows, once nobody has a picture in which those rows live."""
    db.db.session.rollback()
    try:
        with db.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            since = connection.scalar(text("SELECT clock_timestamp()"))
            connection.execute(text(f"SET lock_timeout = {PATIENCE}"))
            try:
                if connection.scalar(_HOLDERS, {"since": since}):
                    return False
                connection.execute(text("VACUUM (FULL, FREEZE, ANALYZE) ballot, turnout, presence, paper_ballot"))
                _begin_another_log(connection)
            finally:
                connection.execute(text("SET lock_timeout = DEFAULT"))
    except DBAPIError as problem:
        if not isinstance(problem.orig, psycopg.errors.LockNotAvailable):
            log.error("the traces of a vote could not be removed, and are tried again: %s", type(problem.orig).__name__)
        return False
    return True
