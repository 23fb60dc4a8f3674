"""Share of viewers: for when people saw different entries. First is what the largest share of those who saw it named.

The share is an exact fraction; an entry that nobody saw has 0. Ties share their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from participation.voting.counting import shapes
from participation.voting.counting.outcome import SHARED_PLACE, Amount, Outcome, collapse, summed
from participation.voting.counting.terms import PLAIN, Terms

NAME = "viewers"
VERSION = 1
TIES = SHARED_PLACE
SHAPE = shapes.SEEN


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of names among those seen, over entries 1 to `entries`."""
    together = collapse(ballots)
    names: Counter[str] = Counter()
    views: Counter[str] = Counter()
    for choice, weight in together.items():
        named, _, seen = choice.partition("|")
        names[named] += weight
        views[seen] += weight
    by, of = shapes.parts(names), shapes.parts(views)
    shares: list[Amount] = []
    told = []
    for entry in range(1, entries + 1):
        number = str(entry)
        shares.append(Fraction(by[number], of[number]) if of[number] else 0)
        told.append({"step": "seen", "entry": entry, "count": by[number], "viewers": of[number]})
    return summed(together, shares, told)
