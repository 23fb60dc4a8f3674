"""Counts that may take long, outside of requests: begun once, seen on the way, begun again after a crash."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from typing import Any

from participation import clock
from participation.voting import actions, queries, scrubbing
from participation.voting.rules import State

PAUSE = 1.0
"""Seconds between two words about how far a count has come."""

SILENCE = dt.timedelta(seconds=60)
"""After so long without a word whoever counted is taken to be gone; shorter than a job's lease."""


class CountedElsewhere(Exception):
    """Another worker is at it: this one looks again later."""


def do_job(payload: Mapping[str, Any], now: dt.datetime) -> None:
    """Count, publish, and scrub; nothing is left to do when that was done before."""
    vote = queries.vote(str(payload["vote"]))
    if vote is None or vote.state is not State.COUNTING or vote.counting is None:
        return
    if vote.counting.told_at is not None and now - vote.counting.told_at < SILENCE:
        raise CountedElsewhere
    actions.tell_progress(vote.id, 0, now)
    counted = queries.tally(vote, _teller(vote.id))
    actions.publish_count(vote.id, counted, clock.now())
    scrubbing.scrub(vote.id, clock.now())


def _teller(vote_id: str) -> Callable[[int, int], None]:
    told = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PAUSE:
            told = time.monotonic()
            actions.tell_progress(vote_id, min(99, 100 * done // max(of, 1)), clock.now())

    return tell
