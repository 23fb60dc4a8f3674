"""What the post office of the tests took, and waiting until everything is told."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from email.message import EmailMessage

from sqlalchemy import func, select

from participation.db import Base, db
from participation.proposals.following import rules
from tests.mail.conftest import Office
from tests.proposals.following.conftest import work_until
from tests.proposals.town import NOW

SOON = NOW + rules.TOGETHER
DAY = dt.timedelta(days=1)


def body_of(office: Office) -> str:
    """The words of the last letter."""
    return str(read(office).get_content()).replace("\r\n", "\n")


def read(office: Office, place: int = -1) -> EmailMessage:
    found = email.message_from_string(office.taken[place][1], policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def count(table: type[Base]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def tell_all(now: dt.datetime = NOW) -> None:
    """The worker goes through the followers, and hands over when it is time."""
    work_until(now)
    work_until(now + rules.TOGETHER)
