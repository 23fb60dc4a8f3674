"""Reads of screens, shaped for pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from flask import render_template
from sqlalchemy import exists, select

from participation.db import db
from participation.events.models import EventEnding
from participation.events.screens import actions
from participation.events.screens.models import Screen

COOKIE = "s_"
"""Begins the name of the cookie by which a screen's browser is known; the event's id follows."""


def by_secret(event_id: str, secret: str, now: dt.datetime) -> Screen | None:
    """The screen that a browser is; None when that has ended."""
    is_over = exists().where(EventEnding.event_id == event_id)
    token_hash = actions.browser_hash(secret)
    wanted = select(Screen).where(Screen.event_id == event_id, Screen.token_hash == token_hash, ~is_over)
    return db.session.scalar(wanted.where(Screen.ended_at.is_(None), Screen.expires_at > now))


def html(screen_id: str, room: Callable[[str], str], event_id: str) -> str:
    """What a screen that listens is sent: the room, until a leader has ended that screen."""
    ended = db.session.scalar(select(exists().where(Screen.id == screen_id, Screen.ended_at.is_not(None))))
    return render_template("events/screens/_ended.html") if ended else room(event_id)


def of_event(event_id: str, now: dt.datetime) -> Sequence[Screen]:
    """The screens and codes of an event that still work, the oldest first."""
    works = (Screen.event_id == event_id, Screen.ended_at.is_(None), Screen.expires_at > now)
    return db.session.scalars(select(Screen).where(*works).order_by(Screen.made_at)).all()
