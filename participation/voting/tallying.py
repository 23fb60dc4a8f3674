"""Counts that may take long, outside of requests: begun once, seen on the way, begun again after a crash."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from typing import Any

from participation import clock
from participation.jobs import Patience
from participation.voting import actions, queries, scrubbing
from participation.voting.rules import State

PAUSE = 1.0
"""Seconds between two words about how far a count has come."""

PATIENCE = Patience(pauses=(dt.timedelta(minutes=1),) * (24 * 60))
"""A vote is not left uncounted because the database was away for some minutes: it is tried again for a day."""


def do_job(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """Count, publish, and scrub; nothing is left to do when that was done before."""
    vote = queries.vote(str(payload["vote"]))
    if vote is None or vote.state is not State.COUNTING:
        return
    actions.tell_progress(vote.id, 0, now)
    counted = queries.tally(vote, _teller(vote.id))
    actions.publish_count(vote.id, counted)
    scrubbing.scrub(vote.id, clock.now())


def _teller(vote_id: str) -> Callable[[int, int], None]:
    told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PAUSE:
            told = time.monotonic()
            actions.tell_progress(vote_id, min(99, 100 * done // max(of, 1)), clock.now())

    return tell
