"""Throttles: tight for one participant, wide for one address, because a whole school sits behind one.

Counts live in this process's memory under a key that is new at each start. An address is only ever seen as a
keyed hash in that memory; nothing of it is stored.
"""

from __future__ import annotations

import hashlib
import secrets

from flask import Flask, current_app, request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from participation.refusal import Refusal

_KEY = secrets.token_bytes(16)

PER_DEVICE = RateLimitItemPerMinute(60)
"""What one participant may send: one thing a second, which no thumb does for a minute."""

PER_ADDRESS = RateLimitItemPerMinute(6000)
"""What one address may send: 400 newcomers in ten seconds and their ideas in the same minute."""

CODES_PER_ADDRESS = RateLimitItemPerHour(2000)
"""Typed codes that may be wrong from one address: far below what guessing would need."""


def init_app(app: Flask) -> None:
    """One limiter for the application."""
    app.extensions["throttle"] = FixedWindowRateLimiter(MemoryStorage())


def spend(limit: RateLimitItem, *who: str) -> None:
    """Count one request of `who`; refuses with `too_fast` (429) when the limit is spent."""
    limiter: FixedWindowRateLimiter = current_app.extensions["throttle"]
    if not limiter.hit(limit, *who):
        raise Refusal("too_fast", status=429)


def address() -> str:
    """The reader's address as a hash that means nothing outside this process."""
    return hashlib.blake2b((request.remote_addr or "").encode(), key=_KEY, digest_size=12).hexdigest()
