"""Dots: each ballot spreads a number of dots over the entries, and the one with most dots is first.

How many dots there are, and how many may lie on one entry, is checked when a ballot is cast. Ties share their place.
"""

from __future__ import annotations

from collections.abc import Iterable

from participation.voting.counting import shapes
from participation.voting.counting.outcome import SHARED_PLACE, Outcome, collapse, summed
from participation.voting.counting.points import tallies
from participation.voting.counting.terms import PLAIN, Terms

NAME = "dots"
VERSION = 1
TIES = SHARED_PLACE
SHAPE = shapes.POINTS


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of points, over entries 1 to `entries`."""
    together = collapse(ballots)
    dotted = tallies(entries, together)
    totals = [tally.total for tally in dotted]
    told = [
        {"step": "dots", "entry": entry, "count": tally.total, "ballots": tally.ratings}
        for entry, tally in enumerate(dotted, start=1)
    ]
    return summed(together, totals, told)
