"""What can be followed and how, how often somebody is told, and how often a mailbox may be asked. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from participation.refusal import Refusal

MOST = 100
"""Things that one follower follows."""
TO_CONFIRM = dt.timedelta(hours=48)
"""What was not confirmed by then is forgotten."""
TOGETHER = dt.timedelta(minutes=5)
"""What happens within this time is told at once in one message."""
OF_THE_DAY = dt.time(16)
"""When those are told who want it once a day: after school."""
QUIET = dt.timedelta(days=30)
"""How long nobody can ask for a mailbox whose owner said no."""
_BETWEEN_QUESTIONS = (dt.timedelta(hours=1), dt.timedelta(days=1))


class Channel(enum.StrEnum):
    """How somebody is told."""

    MAIL = "mail"
    PUSH = "push"
    ADDRESS = "address"
    """By reading a private address: a feed and a calendar of one's own."""


TURNED_ON = frozenset({Channel.MAIL, Channel.PUSH})
"""Channels that are off until a process turns them on."""


class Rhythm(enum.StrEnum):
    """How often somebody is told."""

    AT_ONCE = "at_once"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed: one proposal, those of a process or of a department, or all (nothing is named)."""

    proposal: int | None = None
    process: str | None = None
    department: str | None = None

    @property
    def named(self) -> dict[str, Any]:
        """What it names, as addresses carry it."""
        found = {"proposal": self.proposal, "process": self.process, "department": self.department}
        return {name: value for name, value in found.items() if value is not None}


def mailbox(address: str) -> str:
    """What stands for a mailbox however its address is written: one mailbox is one follower."""
    name, _, domain = address.casefold().rpartition("@")
    return f"{name.partition('+')[0] or name}@{domain}"


def next_question(asked: int, last: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """When a mailbox may be asked after `asked` questions, the last due at `last`; None: one is still to come."""
    if last is None or not asked:
        return now
    return None if last > now else max(now, last + _BETWEEN_QUESTIONS[min(asked, len(_BETWEEN_QUESTIONS)) - 1])


def told_at(rhythm: str, now: dt.datetime, zone: str) -> dt.datetime:
    """When something that happens now is told."""
    soon = now + TOGETHER
    if rhythm == Rhythm.AT_ONCE:
        return soon
    local = soon.astimezone(ZoneInfo(zone))
    day = local.date() if local.time() < OF_THE_DAY else local.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, OF_THE_DAY, ZoneInfo(zone)).astimezone(dt.UTC)


def check_room(count: int) -> None:
    """One follower follows a bounded number of things."""
    if count >= MOST:
        raise Refusal("follows_many", limit=MOST)


def check_on(channel: Channel, on: Collection[str]) -> None:
    """E-mail and notices are there only where a process turned them on."""
    if channel.value not in on:
        raise Refusal("channel_off")
