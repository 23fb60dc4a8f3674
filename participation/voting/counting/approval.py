"""Approval: each ballot names up to `most` entries, each named entry gets the ballot's weight, most named is first.

The canonical choice is the entries' numbers in rising order with commas between, such as `1,4,7`; a blank ballot is
the empty text. Ties share their place. (S. J. Brams and P. C. Fishburn, "Approval Voting", 1978.)
"""

from __future__ import annotations

from collections.abc import Iterable

from participation.voting.counting import shapes
from participation.voting.counting.outcome import SHARED_PLACE, Outcome, collapse, named, summed
from participation.voting.counting.terms import PLAIN, Terms

NAME = "approval"
VERSION = 1
TIES = SHARED_PLACE
SHAPE = shapes.NAMES

canonical = shapes.write_names
numbers_of = shapes.read_names


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots, given as canonical choice and weight, over entries 1 to `entries`."""
    together = collapse(ballots)
    on_ballots = shapes.parts(together)
    totals = [on_ballots[str(entry)] for entry in range(1, entries + 1)]
    return summed(together, totals, named(totals))
