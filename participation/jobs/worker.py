"""`flask work`: does what is due, then waits. Several may run; each job is leased by one."""

from __future__ import annotations

import datetime as dt
import logging
import signal
import threading
from collections.abc import Callable, Mapping
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from participation import clock
from participation.db import db
from participation.jobs import actions
from participation.jobs.actions import Hopeless, Patience

Handler = Callable[[Mapping[str, Any], dt.datetime], None]
"""Does the work of one job. It may be called again after a crash, so it must be safe to repeat."""

PAUSE = 1.0
"""Seconds between looks at the row when nothing is due."""

USUAL = Patience()

log = logging.getLogger(__name__)


def register(app: Flask, kind: str, handler: Handler, patience: Patience = USUAL) -> None:
    """Say what does jobs of `kind`, and how often it is tried."""
    app.extensions.setdefault("job_handlers", {})[kind] = (handler, patience)


def do_one(now: dt.datetime) -> bool:
    """Lease one due job and do it; False when nothing was due. A failing job is logged by kind and number only."""
    job = actions.lease(now)
    if job is None:
        return False
    known: dict[str, tuple[Handler, Patience]] = current_app.extensions.get("job_handlers", {})
    handler, patience = known.get(job.kind, (_unknown, USUAL))
    died = job.attempts - 1 - job.failures
    try:
        if patience.repeats is not None and died > patience.repeats:
            raise Hopeless("workers died over it")
        handler(job.payload, now)
    except Hopeless as problem:
        log.error("job %s (%s) is given up: %s", job.id, job.kind, problem)
        actions.give_up(job.id, now)
    except Exception as problem:
        log.error("job %s (%s) failed: %s", job.id, job.kind, type(problem).__name__)
        actions.fail(job.id, now, patience)
    else:
        actions.finish(job.id)
    return True


def _unknown(_payload: Mapping[str, Any], _now: dt.datetime) -> None:
    raise LookupError("nobody does this kind of work here")


def work(*, once: bool = False, stop: threading.Event | None = None) -> int:
    """Do what is due until `stop` is set, or `once` through the row. Returns how many jobs were done or tried."""
    stop = stop or threading.Event()
    count = 0
    while not stop.is_set():
        try:
            busy = do_one(clock.now())
        except OperationalError as problem:
            log.error("the database did not answer: %s", type(problem.orig).__name__)
            busy = False
        finally:
            db.session.remove()
        count += busy
        if not busy:
            if once:
                break
            stop.wait(PAUSE)
    return count


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now and end.")
@with_appcontext
def work_command(once: bool) -> None:
    """Do the installation's work outside of requests: what waits for its time, and letters."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(once=once, stop=stop)
