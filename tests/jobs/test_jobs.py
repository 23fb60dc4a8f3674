"""Work in rows: leased by one, done once, tried again when it fails, ended by a signal."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation import jobs
from participation.config import ROOT
from participation.db import db, writing
from participation.jobs import actions, worker
from participation.jobs.models import Job
from tests.conftest import environ_for

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def _enqueue(key: str, due_at: dt.datetime = NOW, kind: str = "count", **payload: Any) -> None:
    with writing() as session:
        actions.enqueue(session, kind, key, due_at, payload)


def _left() -> list[Job]:
    db.session.rollback()
    return list(db.session.scalars(select(Job).order_by(Job.id)))


@pytest.fixture
def done(town: Flask) -> list[int]:
    """What the handler of `count` was called with."""
    seen: list[int] = []

    def count(payload: Mapping[str, Any], _now: dt.datetime) -> None:
        seen.append(payload["n"])

    jobs.register(town, "count", count)
    return seen


def test_what_is_due_is_done_in_order_and_once(done: list[int]) -> None:
    _enqueue("second", NOW, n=2)
    _enqueue("first", NOW - MINUTE, n=1)
    _enqueue("later", NOW + MINUTE, n=3)
    while worker.do_one(NOW):
        pass
    assert done == [1, 2]
    assert [job.key for job in _left()] == ["later"]


def test_the_same_key_twice_is_one_job(done: list[int]) -> None:
    for n in (1, 2):
        _enqueue("one", n=n)
    assert jobs.work(once=True) == 1
    assert done == [1]


def test_a_cancelled_job_is_not_done(done: list[int]) -> None:
    _enqueue("one", n=1)
    with writing() as session:
        actions.cancel(session, "one")
    assert (jobs.work(once=True), done) == (0, [])


def test_a_leased_job_is_nobody_elses_until_its_lease_ends(done: list[int]) -> None:
    _enqueue("one", n=1)
    assert actions.lease(NOW) is not None
    assert actions.lease(NOW + MINUTE) is None
    assert actions.lease(NOW + actions.LEASE) is not None


def test_many_workers_lease_each_job_once(town: Flask, done: list[int]) -> None:
    for n in range(20):
        _enqueue(f"job-{n}", n=n)

    def run() -> None:
        with town.app_context():
            while worker.do_one(NOW):
                pass
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(20))
    assert _left() == []


def test_a_failing_job_is_tried_again_ever_more_seldom_and_then_left(
    town: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_payload: Mapping[str, Any], _now: dt.datetime) -> None:
        raise RuntimeError("a private word")

    jobs.register(town, "fails", fail)
    _enqueue("one", kind="fails")
    now, waits = NOW, []
    while worker.do_one(now):
        job = _left()[0]
        assert job.leased_until is not None
        waits.append((job.leased_until - now).total_seconds())
        now = job.leased_until
    assert waits == [2, 4, 8, 16, 32, 64]
    assert _left()[0].failed_at is not None
    assert "a private word" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_a_kind_that_nobody_knows_stays_in_the_row(town: Flask) -> None:
    _enqueue("one", kind="unheard-of")
    assert worker.do_one(NOW) is True
    assert [job.attempts for job in _left()] == [1]


def test_a_job_that_is_gone_can_fail(town: Flask) -> None:
    actions.fail(12345, NOW, jobs.Patience())
    assert _left() == []


def test_work_once_from_the_command_line(app: Flask) -> None:
    assert app.test_cli_runner().invoke(args=["work", "--once"]).exit_code == 0


def test_the_worker_ends_at_sigterm(sqlite_template: Path, tmp_path: Path) -> None:
    (tmp_path / sqlite_template.name).write_bytes(sqlite_template.read_bytes())
    ready = tmp_path / "ready"
    code = (
        "import sys, pathlib\n"
        "from participation import create_app\n"
        "from participation.jobs import worker\n"
        "real = worker.do_one\n"
        f"worker.do_one = lambda now: (pathlib.Path({str(ready)!r}).touch(), real(now))[1]\n"
        "sys.exit(create_app().test_cli_runner().invoke(args=['work']).exit_code)\n"
    )
    environ = {**os.environ, **environ_for(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environ) as process:
        while not ready.exists() and process.poll() is None:
            threading.Event().wait(0.02)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
