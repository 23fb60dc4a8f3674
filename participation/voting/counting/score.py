"""Score: each ballot gives entries 0 to 5 points, and the one with most points in all is first.

An entry that a ballot leaves out gets nothing from it, so that what few people know cannot win by them alone;
`score-mean` counts the other way. Ties share their place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from participation.voting.counting import shapes
from participation.voting.counting.outcome import SHARED_PLACE, Outcome, collapse, plain, summed
from participation.voting.counting.points import Tally, tallies
from participation.voting.counting.terms import PLAIN, Terms

NAME = "score"
VERSION = 1
TIES = SHARED_PLACE
SHAPE = shapes.POINTS
HIGHEST = 5


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of points, over entries 1 to `entries`."""
    together = collapse(ballots)
    rated = tallies(entries, together)
    return summed(together, [tally.total for tally in rated], told(rated))


def told(rated: Iterable[Tally]) -> list[dict[str, Any]]:
    """The account: how many ballots gave each entry points, how many points, and how many on average."""
    return [
        {"step": "rated", "entry": entry, "count": tally.total, "ballots": tally.ratings, "mean": plain(tally.mean)}
        for entry, tally in enumerate(rated, start=1)
    ]
