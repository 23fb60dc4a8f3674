"""Throttles: tight for one participant, wide for one address, because a whole school sits behind one.

Counts live in this process's memory and are forgotten when their window ends. An address is only ever seen as a
hash under a key that is new at each start; nothing of it is stored. The counting is our own because it stands on the
way of every ballot: a well-kept library was tried, and its clean-up threads cost more than casting (decision 0011).
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass, field

from flask import Flask, current_app, request

from participation.refusal import Refusal

_KEY = secrets.token_bytes(16)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` requests in each window of `seconds`."""

    most: int
    seconds: int


PER_DEVICE = Limit(60, 60)
"""What one participant may send: one thing a second, which no thumb does for a minute."""

PER_ADDRESS = Limit(6000, 60)
"""What one address may send: 400 newcomers in ten seconds and their ideas in the same minute."""

CODES_PER_ADDRESS = Limit(300, 300)
"""Typed codes that may be wrong from one address: a school mistypes less, and guessing would need far more."""

SIGN_INS_PER_ADDRESS = Limit(60, 60)
"""Sign-ins from one address: each costs a third of a second of hashing."""


@dataclass(slots=True)
class Counter:
    """Requests counted in the present window of each limit."""

    windows: dict[Limit, int] = field(default_factory=dict)
    counts: dict[Limit, dict[tuple[str, ...], int]] = field(default_factory=dict)

    def spent(self, limit: Limit, who: tuple[str, ...], now: float) -> bool:
        """Whether the limit of `who` is spent at `now`, without counting."""
        if self.windows.get(limit) != int(now // limit.seconds):
            return False
        return self.counts[limit].get(who, 0) >= limit.most

    def hit(self, limit: Limit, who: tuple[str, ...], now: float) -> bool:
        """Count one request of `who` at `now` (seconds); False when the limit was spent already."""
        window = int(now // limit.seconds)
        if self.windows.get(limit) != window:
            self.windows[limit], self.counts[limit] = window, {}
        counted = self.counts[limit]
        counted[who] = counted.get(who, 0) + 1
        return counted[who] <= limit.most


def init_app(app: Flask) -> None:
    """One counter for the application."""
    app.extensions["throttle"] = Counter()


def spend(limit: Limit, *who: str) -> None:
    """Count one request of `who`; refuses with `too_fast` (429) when the limit is spent."""
    counter: Counter = current_app.extensions["throttle"]
    if not counter.hit(limit, who, time.monotonic()):
        raise Refusal("too_fast", status=429)


def check(limit: Limit, *who: str) -> None:
    """Refuse when the limit of `who` is spent, without counting: for what counts only when it goes wrong."""
    counter: Counter = current_app.extensions["throttle"]
    if counter.spent(limit, who, time.monotonic()):
        raise Refusal("too_fast", status=429)


def address() -> str:
    """The reader's address as a hash that means nothing outside this process."""
    return hashlib.blake2b((request.remote_addr or "").encode(), key=_KEY, digest_size=12).hexdigest()
