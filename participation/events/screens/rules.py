"""What holds for screens, as pure decisions."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from participation.refusal import Refusal

CODE_WORKS = dt.timedelta(minutes=10)
"""From the making of the code until somebody has typed it."""

LASTS = dt.timedelta(hours=12)
"""From the typing of the code: one evening."""

MOST = 10
"""Screens and unused codes of one event at the same time."""

Standing = Literal["waiting", "showing", "ended"]


def standing(now: dt.datetime, expires_at: dt.datetime, *, paired: bool, ended: bool, over: bool) -> Standing:
    """Whether a code waits to be typed, its screen shows the room, or both have ended (`over`: with the event)."""
    if ended or over or now >= expires_at:
        return "ended"
    return "showing" if paired else "waiting"


def check_code(found: Standing, *, same_browser: bool) -> None:
    """A code lets one browser in; the same browser may press twice."""
    if found == "ended" or (found == "showing" and not same_browser):
        raise Refusal("screen_code_over", status=410, field="code")


def check_count(working: int) -> None:
    """Refuse more screens than leaders can know."""
    if working >= MOST:
        raise Refusal("too_many_screens", most=MOST)
