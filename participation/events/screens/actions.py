"""Letting screens in, and out again."""

from __future__ import annotations

import datetime as dt

from flask import current_app
from sqlalchemy import func, select, update

from participation import db, tokens
from participation.events.actions import check_event_running, take_turn
from participation.events.models import EventEnding
from participation.events.screens import rules
from participation.events.screens.models import Screen
from participation.live import changed
from participation.refusal import Refusal

CODE_LENGTH = 8


def make_code(event_id: str, once: str, *, by_id: str, now: dt.datetime, co_leader_id: str | None = None) -> str:
    """Make a single-use code; returned once.

    It follows from `once`, so that the form sent twice shows the same code twice.
    """
    code = tokens.code_from(_derived("screen-code", f"{event_id}:{by_id}:{once}"), CODE_LENGTH)
    with db.writing() as session:
        take_turn(session, event_id)
        check_event_running(session, event_id)
        if session.scalar(select(Screen.id).where(Screen.code_hash == _code_hash(code))) is None:
            works = (Screen.event_id == event_id, Screen.ended_at.is_(None), Screen.expires_at > now)
            rules.check_count(session.scalar(select(func.count()).select_from(Screen).where(*works)) or 0)
            made = {"made_at": now, "made_by_id": by_id, "co_leader_id": co_leader_id}
            expires_at = now + rules.CODE_WORKS
            session.add(Screen(event_id=event_id, code_hash=_code_hash(code), expires_at=expires_at, **made))
    changed(event_id)
    return code


def pair(code: str, browser: str, now: dt.datetime) -> tuple[str, str]:
    """This browser becomes a screen; returns the event's id and the secret that the browser keeps.

    `browser` tells one browser's second press from another browser's first.
    """
    kept = _derived("screen", f"{code}:{browser}")
    with db.writing() as session:
        found = session.scalar(select(Screen).where(Screen.code_hash == _code_hash(code)).with_for_update())
        if found is None:
            raise Refusal("screen_code_over", status=410, field="code")
        over = session.get(EventEnding, found.event_id) is not None
        paired, ended = found.paired_at is not None, found.ended_at is not None
        standing = rules.standing(now, found.expires_at, paired=paired, ended=ended, over=over)
        rules.check_code(standing, same_browser=found.token_hash == browser_hash(kept))
        if not paired:
            found.token_hash, found.paired_at, found.expires_at = browser_hash(kept), now, now + rules.LASTS
        event_id = found.event_id
    changed(event_id)
    return event_id, kept


def end(event_id: str, screen_id: str, *, by_id: str, now: dt.datetime, co_leader_id: str | None = None) -> None:
    """A screen goes dark, or a code no longer works; ending twice is once."""
    with db.writing() as session:
        found = session.get(Screen, screen_id)
        if found is None or found.event_id != event_id:
            raise Refusal("unknown_screen", status=404)
        session.execute(
            update(Screen)
            .where(Screen.id == screen_id, Screen.ended_at.is_(None))
            .values(ended_at=now, ended_by_id=by_id, ended_by_co_leader_id=co_leader_id)
        )
    changed(event_id)


def browser_hash(secret: str) -> str:
    """How the secret that a screen's browser keeps is known to us."""
    return tokens.digest("screen", secret)


def _code_hash(code: str) -> str:
    return _derived("screen-code-kept", code)


def _derived(purpose: str, text: str) -> str:
    return tokens.keyed_digest(current_app.config["SECRET_KEY"], purpose, text)
