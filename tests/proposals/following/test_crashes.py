"""A worker that dies: each follower is told of each entry, at most once more, and what is repeated is the same."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from participation.config import ROOT
from participation.db import db
from participation.demo import cast
from participation.jobs import actions as queue
from participation.mail.rules import identity
from participation.proposals.following import actions
from participation.proposals.following.models import Announcement, Telling, TellingEntry
from participation.proposals.following.rules import Subject
from participation.proposals.following.telling import actions as telling
from participation.proposals.ledger.models import Entry
from participation.push.sending import Browser
from tests.conftest import environ_for
from tests.mail.conftest import Office
from tests.proposals.following.conftest import follow, work_until
from tests.proposals.following.letters import DAY, SOON, body_of, count, read, tell_all
from tests.proposals.town import NOW, Town, promised, yes
from tests.push.conftest import PushService


def test_many_are_gone_through_in_parts_and_each_is_told_once_though_the_worker_dies(
    lindvik: Town, proposal: int, allowed: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    for place in range(7):
        browser = Browser(f"https://{allowed.host}/send/{place}", allowed.browser.p256dh, allowed.browser.auth)
        actions.follow_by_push(browser, Subject(proposal), language="en", now=NOW)
    lindvik.publish(proposal, yes())
    seq = db.session.scalars(select(func.max(Entry.seq))).one()
    assert telling._some(seq, NOW)  # a first part, and the worker dies
    assert count(Telling) == 2
    for _twice in range(2):
        telling.spread({"seq": seq}, NOW)
    assert (count(Telling), count(TellingEntry), count(Announcement)) == (7, 7, 1)
    tell_all()
    assert sorted(taken.path for taken in allowed.taken) == [f"/send/{place}" for place in range(7)]
    telling.spread({"seq": seq}, SOON)
    assert count(Telling) == 0, "gone through is gone through"


def test_a_message_over_which_the_worker_died_goes_once_more_the_same_and_not_a_third_time(
    lindvik: Town, proposal: int, posted: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(Subject(proposal))
    work_until(NOW)
    posted.taken.clear()
    lindvik.publish(proposal, yes())
    work_until(NOW)
    message = db.session.scalars(select(Telling.id)).one()
    now = SOON

    class Killed(BaseException):
        """The machine is switched off."""

    def die(_telling_id: str) -> None:
        raise Killed

    finish = telling._finish
    monkeypatch.setattr(telling, "_finish", die)
    for _death in range(2):
        with pytest.raises(Killed):
            work_until(now)
        now += queue.LEASE
        lindvik.publish(proposal, promised(f"promise-{_death}"), by=cast.TOVE, now=now)
    monkeypatch.setattr(telling, "_finish", finish)
    work_until(now)
    assert len(posted.taken) == 2
    assert _same(posted)
    assert identity(f"{telling.TELL}:{message}") in posted.taken[0][1]
    tell_all(now)
    assert len(posted.taken) == 3, "what happened meanwhile is a message of its own"
    assert "Vi sätter upp" not in body_of(posted)


def _same(office: Office) -> bool:
    first, second = read(office, 0), read(office, 1)
    return (first["Message-ID"], first.get_content()) == (second["Message-ID"], second.get_content())


def test_a_worker_killed_between_handing_over_and_noting_it_repeats_once(
    lindvik: Town, proposal: int, posted: Office
) -> None:
    """The real worker, killed by the post office while it waits to be told that the letter was taken."""
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    follow(Subject(proposal), now=long_ago)
    work_until(long_ago)
    posted.taken.clear()
    lindvik.publish(proposal, yes(), now=long_ago)
    work_until(long_ago)
    _killed_while_handing_over(lindvik, posted)
    assert (len(posted.taken), count(Telling)) == (1, 1)
    now = dt.datetime.now(dt.UTC)
    work_until(now)
    assert len(posted.taken) == 1, "the lease is not over"
    work_until(now + queue.LEASE)
    assert (len(posted.taken), count(Telling)) == (2, 0)
    assert _same(posted)
    work_until(now + DAY)
    assert len(posted.taken) == 2


def _killed_while_handing_over(town: Town, office: Office) -> None:
    settings = {"MAIL_SERVER": f"smtp://127.0.0.1:{office.port}", "PUBLIC_URL": town.app.config["PUBLIC_URL"]}
    environ = environ_for(Path(town.app.config["INSTANCE_DIR"]), town.app.config["DATABASE_URL"]) | settings
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "work"]
    worker = subprocess.Popen(command, cwd=ROOT, env=os.environ | environ, stderr=subprocess.DEVNULL)
    office.taking = worker.kill
    assert worker.wait(60) == -signal.SIGKILL
    office.taking = None
