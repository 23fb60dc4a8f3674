"""Score by mean: each ballot gives entries 0 to 5 points, and the one with most points per ballot is first.

Only ballots that give an entry points, or 0, count for it. The mean is an exact fraction. Ties share their place.
"""

from __future__ import annotations

from collections.abc import Iterable

from participation.voting.counting import score, shapes
from participation.voting.counting.outcome import SHARED_PLACE, Outcome, collapse, summed
from participation.voting.counting.points import tallies
from participation.voting.counting.terms import PLAIN, Terms

NAME = "score-mean"
VERSION = 1
TIES = SHARED_PLACE
SHAPE = shapes.POINTS


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of points, over entries 1 to `entries`."""
    together = collapse(ballots)
    rated = tallies(entries, together)
    return summed(together, [tally.mean for tally in rated], score.told(rated))
