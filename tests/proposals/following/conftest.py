"""The town of proposals with a process that turned e-mail and notices on, a post office, a push service."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from participation.db import db
from participation.demo import cast
from participation.jobs import worker
from participation.proposals.following import actions, queries
from participation.proposals.following.channels import actions as channels
from participation.proposals.following.models import Follower
from participation.proposals.following.rules import Channel, Rhythm, Subject
from participation.proposals.models import Proposal
from tests.mail.conftest import Office, office
from tests.proposals.town import NOW, Town
from tests.push.conftest import PushService, push_service

__all__ = ["office", "push_service"]

NILS = "nils@lindvik.example"


def process_of(town: Town) -> str:
    return db.session.scalars(select(Proposal.process_id)).first() or ""


def turn_on(town: Town, *which: Channel) -> None:
    for channel in which or (Channel.MAIL, Channel.PUSH):
        channels.turn_on(process_of(town), channel, by_id=town.id_of(cast.OMAR), now=NOW)


def follow(subject: Subject, address: str = NILS, rhythm: Rhythm = Rhythm.AT_ONCE, now: dt.datetime = NOW) -> str:
    """Somebody follows by e-mail and said yes; returns the follower's id."""
    actions.follow_by_mail(address, subject, rhythm=rhythm.value, language="en", now=now)
    follower_id = db.session.scalars(select(Follower.id).where(Follower.mailbox == address)).one()
    actions.confirm(follower_id, now)
    return follower_id


def private(subject: Subject) -> str:
    """The link of a private address for it."""
    return queries.code_of(actions.follow_by_address(subject, "once", "en", NOW))


def work_until(now: dt.datetime) -> int:
    """The worker does all that is due by then; returns how much."""
    done = 0
    while worker.do_one(now):
        done += 1
    db.session.rollback()
    return done


@pytest.fixture
def proposal(lindvik: Town) -> int:
    """A proposal in a process that turned both on; nobody has been told of anything yet."""
    number = lindvik.made()
    turn_on(lindvik)
    lindvik.app.config["PUBLIC_URL"] = "https://traden.example"
    work_until(NOW)
    return number


@pytest.fixture
def allowed(lindvik: Town, push_service: PushService) -> PushService:
    """The push service of the tests, allowed by the setting."""
    lindvik.app.config["PUSH_HOSTS"] = (push_service.host,)
    return push_service


@pytest.fixture
def posted(lindvik: Town, proposal: int, office: Office) -> Office:
    """The post office that the town's letters go to, from now on."""
    lindvik.app.config["MAIL_SERVER"] = office.server
    return office
