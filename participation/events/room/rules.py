"""What holds for a step's timer, as pure decisions over what was pressed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

MORE = 60
"""Seconds that one press of "+1 min" adds."""

PRESSES = ("start", "pause", "go", "more")


@dataclass(frozen=True, slots=True)
class Press:
    """One thing that was done to a timer; `seconds` for `start` (its length) and `more`."""

    what: str
    at: dt.datetime
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that runs until `ends_at`, or waits (None) with `left` on it."""

    ends_at: dt.datetime | None
    left: dt.timedelta = dt.timedelta()

    def is_over(self, now: dt.datetime) -> bool:
        """Whether it ran out."""
        return self.ends_at is not None and self.ends_at <= now


def timer_of(presses: Iterable[Press]) -> Timer | None:
    """The timer after all that was pressed, in order; None when it was never started."""
    timer: Timer | None = None
    for press in presses:
        timer = _after(timer, press)
    return timer


def answer(timer: Timer | None, what: str, now: dt.datetime, length: int) -> Press | None:
    """What a press means now; None when it changes nothing, as the second of two leaders' presses does."""
    waits = timer is not None and timer.ends_at is None
    runs = timer is not None and not waits and not timer.is_over(now)
    if what == "start":
        return None if runs or waits else Press("start", now, length)
    if what == "pause":
        return Press("pause", now) if runs else None
    if what == "go":
        return Press("go", now) if waits else None
    return Press("more", now, MORE) if timer is not None else None


def _after(timer: Timer | None, press: Press) -> Timer | None:
    if press.what == "start":
        return Timer(press.at + dt.timedelta(seconds=press.seconds))
    if timer is None:
        return None
    if press.what == "pause" and timer.ends_at is not None:
        return Timer(None, max(timer.ends_at - press.at, dt.timedelta()))
    if press.what == "go" and timer.ends_at is None:
        return Timer(press.at + timer.left)
    if press.what == "more":
        more = dt.timedelta(seconds=press.seconds)
        return Timer(None, timer.left + more) if timer.ends_at is None else Timer(max(timer.ends_at, press.at) + more)
    return timer
