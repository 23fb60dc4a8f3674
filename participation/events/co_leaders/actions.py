"""Letting co-leaders in, and out again."""

from __future__ import annotations

import datetime as dt
import secrets

from flask import current_app
from sqlalchemy import func, select, update

from participation import db, tokens
from participation.events.actions import check_event_running, take_turn
from participation.events.co_leaders import rules
from participation.events.co_leaders.models import CoLeader
from participation.events.models import EventEnding
from participation.events.participants import pseudonyms
from participation.events.screens.models import Screen
from participation.live import changed
from participation.refusal import Refusal


def make_link(event_id: str, by_id: str, once: str, now: dt.datetime) -> str:
    """Make a single-use link; returns its secret, which is shown only now.

    The secret follows from `once`, so that the form sent twice shows the same link twice.
    """
    secret = _derived("co-leader-link", f"{event_id}:{by_id}:{once}")
    with db.writing() as session:
        take_turn(session, event_id)
        check_event_running(session, event_id)
        if session.scalar(select(CoLeader.id).where(CoLeader.link_hash == link_hash(secret))) is None:
            works = (CoLeader.event_id == event_id, CoLeader.revoked_at.is_(None), CoLeader.expires_at > now)
            rules.check_count(session.scalar(select(func.count()).select_from(CoLeader).where(*works)) or 0)
            session.add(
                CoLeader(
                    event_id=event_id,
                    link_hash=link_hash(secret),
                    pseudonym=secrets.randbelow(pseudonyms.COUNT),
                    made_at=now,
                    made_by_id=by_id,
                    expires_at=now + rules.LASTS,
                )
            )
    return secret


def use_link(secret: str, browser: str, now: dt.datetime) -> tuple[str, str]:
    """Lead along on this device; returns the event's id and the secret that the device keeps.

    `browser` tells one browser's second press from another browser's first.
    """
    kept = _derived("co-leader", f"{secret}:{browser}")
    with db.writing() as session:
        held = select(CoLeader).where(CoLeader.link_hash == link_hash(secret)).with_for_update()
        found = session.scalar(held)
        if found is None:
            raise Refusal("co_leader_link_over", status=410, field="code")
        over = session.get(EventEnding, found.event_id) is not None
        revoked, joined = found.revoked_at is not None, found.joined_at is not None
        standing = rules.standing(now, found.expires_at, joined=joined, revoked=revoked, over=over)
        rules.check_link(standing, same_device=found.token_hash == device_hash(kept))
        found.token_hash, found.joined_at = device_hash(kept), found.joined_at or now
        event_id = found.event_id
    changed(event_id)
    return event_id, kept


def revoke(event_id: str, co_leader_id: str, by_id: str, now: dt.datetime) -> None:
    """A link, and whoever came by it, no longer leads, nor do screens that they let in show the room any more.

    Revoking twice is once.
    """
    with db.writing() as session:
        found = session.get(CoLeader, co_leader_id)
        if found is None or found.event_id != event_id:
            raise Refusal("unknown_co_leader", status=404)
        session.execute(
            update(CoLeader)
            .where(CoLeader.id == co_leader_id, CoLeader.revoked_at.is_(None))
            .values(revoked_at=now, revoked_by_id=by_id)
        )
        session.execute(
            update(Screen)
            .where(Screen.co_leader_id == co_leader_id, Screen.ended_at.is_(None))
            .values(ended_at=now, ended_by_id=by_id)
        )
    changed(event_id)


def link_hash(secret: str) -> str:
    """How a link is known to us."""
    return tokens.digest("co-leader-link", secret)


def device_hash(secret: str) -> str:
    """How the secret that a co-leader's device keeps is known to us."""
    return tokens.digest("co-leader", secret)


def _derived(purpose: str, text: str) -> str:
    return tokens.keyed_digest(current_app.config["SECRET_KEY"], purpose, text)
