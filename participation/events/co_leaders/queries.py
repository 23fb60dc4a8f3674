"""Reads of co-leaders, shaped for pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, select

from participation.db import db
from participation.events.co_leaders import actions, rules
from participation.events.co_leaders.models import CoLeader
from participation.events.models import EventEnding

COOKIE = "l_"
"""Begins the name of the cookie by which a co-leader's device is known; the event's id follows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A link on the page Prepare: the made-up name's number, until when it works, and how it stands."""

    id: str
    pseudonym: int
    expires_at: dt.datetime
    standing: rules.Standing


def by_secret(event_id: str, secret: str, now: dt.datetime) -> CoLeader | None:
    """Who leads along with the secret that a device keeps; None when that has ended."""
    is_over = exists().where(EventEnding.event_id == event_id)
    wanted = select(CoLeader).where(
        CoLeader.event_id == event_id,
        CoLeader.token_hash == actions.device_hash(secret),
        CoLeader.revoked_at.is_(None),
        CoLeader.expires_at > now,
        ~is_over,
    )
    return db.session.scalar(wanted)


def of_event(event_id: str, *, over: bool, now: dt.datetime) -> list[Listed]:
    """The links of an event that still work, the oldest first."""
    wanted = select(CoLeader).where(CoLeader.event_id == event_id).order_by(CoLeader.made_at)
    listed = [
        Listed(
            link.id,
            link.pseudonym,
            link.expires_at,
            rules.standing(
                now,
                link.expires_at,
                joined=link.joined_at is not None,
                revoked=link.revoked_at is not None,
                over=over,
            ),
        )
        for link in db.session.scalars(wanted)
    ]
    return [link for link in listed if link.standing != "ended"]
