"""Counts that run outside of requests: begun once, seen on the way, and done whenever whoever counted died."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from participation import clock, db, jobs
from participation.config import ROOT
from participation.jobs import actions as queue
from participation.jobs import worker
from participation.jobs.models import Job
from participation.voting import actions, queries, scrubbing, tallying
from participation.voting.rules import State
from tests.conftest import environ_for
from tests.voting.browsers import leader
from tests.voting.hall import LATER, Hall, refusal_of
from tests.voting.test_methods_in_the_room import cast, opened


def test_a_slow_count_takes_no_more_ballots_and_is_done_by_a_job_once(hall: Hall) -> None:
    opened(hall, "equal-shares")
    cast(hall, "equal-shares")
    late = hall.join(1)[0]
    before = hall.account
    assert hall.close() is False
    assert hall.vote.state is State.COUNTING
    hall.join(1)
    assert hall.account == before, "who comes while it is counted could not vote"
    assert refusal_of(lambda: hall.cast(late, [1])) == "vote_closed"
    assert hall.close() is False
    payload = {"vote": hall.vote_id}
    tallying.do_job(payload, clock.now())
    closure = hall.vote.closure
    assert closure is not None
    assert (closure.entitled, closure.turnout) == (before.entitled, before.turnout)
    published = closure.record_sha256
    tallying.do_job(payload, clock.now())
    jobs.work(once=True)
    again = hall.vote.closure
    assert again is not None
    assert again.record_sha256 == published


def test_a_count_that_goes_on_is_nobody_elses_and_one_that_was_cut_off_is_begun_again(hall: Hall) -> None:
    opened(hall, "equal-shares")
    cast(hall, "equal-shares")
    hall.close()
    begun = queue.lease(LATER)
    assert begun is not None
    word = LATER + queue.LEASE - dt.timedelta(seconds=1)
    actions.tell_progress(hall.vote_id, 40, word)
    assert queue.lease(LATER + queue.LEASE) is None, "it has spoken since"
    assert worker.do_one(word + queue.LEASE) is True
    assert hall.vote.state is State.CLOSED
    closure = hall.vote.closure
    assert closure is not None
    assert closure.at == LATER, "it was closed when the leader closed it"


class Killed(BaseException):
    """The machine is switched off."""


@pytest.mark.parametrize("before", ["publish_count", "tell_progress", "scrub", "finish"])
def test_wherever_a_count_is_cut_off_it_is_done_once_and_scrubbed(
    hall: Hall, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(hall, "equal-shares")
    cast(hall, "equal-shares")
    hall.close()

    def die(*_said: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr({"scrub": scrubbing, "finish": queue}.get(before, actions), before, die)
        with pytest.raises(Killed):
            worker.do_one(LATER)
    db.db.session.rollback()
    assert worker.do_one(LATER + queue.LEASE) is True
    while worker.do_one(LATER + queue.LEASE):
        pass
    assert (hall.vote.state, scrubbing.waiting(hall.vote_id)) == (State.CLOSED, False)
    assert queries.recount_differences(hall.vote) == []


def test_a_count_that_fails_for_minutes_is_not_given_up(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(hall, "equal-shares")
    cast(hall, "equal-shares")
    hall.close()

    def fail(*_said: object) -> None:
        raise ConnectionError

    now = LATER
    with monkeypatch.context() as patch:
        patch.setattr(queries, "tally", fail)
        for _time in range(10):
            assert worker.do_one(now) is True
            now += dt.timedelta(minutes=1)
    assert hall.vote.state is State.COUNTING
    assert worker.do_one(now) is True
    assert hall.vote.state is State.CLOSED


def test_a_worker_that_is_killed_in_a_long_count_leaves_it_to_the_next(hall: Hall) -> None:
    """The real worker, killed once it has said that it began a count of many seconds."""
    money = 999_999_999
    opened(hall, "equal-shares", money, (5, 7, 11, 13, money - 50))
    for place, voter in enumerate(hall.join(9)):
        hall.cast(voter, [5] if place == 0 else [1 + place % 4])
    actions.close_vote(hall.event_id, hall.vote_id, hall.leader_id, clock.now())
    environ = environ_for(Path(hall.app.config["INSTANCE_DIR"]), hall.app.config["DATABASE_URL"])
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environ)
    try:
        while _lease(hall) is None:
            assert process.poll() is None
            threading.Event().wait(0.05)
    finally:
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert (hall.vote.state, queue.lease(clock.now())) == (State.COUNTING, None)
    free = _lease(hall)
    assert free is not None
    again = queue.lease(free)
    assert again is not None
    assert (again.kind, again.attempts) == (actions.COUNT, 2)


def _lease(hall: Hall) -> dt.datetime | None:
    db.db.session.rollback()
    return db.db.session.scalar(select(Job.leased_until).where(Job.key == f"{actions.COUNT}:{hall.vote_id}"))


def test_a_leader_sees_how_far_a_count_has_come(small_hall: Hall) -> None:
    opened(small_hall, "equal-shares")
    cast(small_hall, "equal-shares")
    small_hall.close()
    actions.tell_progress(small_hall.vote_id, 40, clock.now())
    client = leader(small_hall)
    address = f"/e/{small_hall.event_id}/lead/votes/{small_hall.vote_id}/counting"
    assert "40 %" in client.get(address).text
    assert small_hall.app.test_client().get(f"/v/{small_hall.vote_id}").status_code == 200
    jobs.work(once=True)
    assert client.get(address).headers["HX-Redirect"].endswith("/lead")
