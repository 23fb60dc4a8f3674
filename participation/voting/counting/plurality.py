"""Plurality: each ballot names one entry, and the one that most name is first. Ties share their place."""

from __future__ import annotations

from collections.abc import Iterable

from participation.voting.counting import approval, shapes
from participation.voting.counting.outcome import SHARED_PLACE, Outcome
from participation.voting.counting.terms import PLAIN, Terms

NAME = "plurality"
VERSION = 1
TIES = SHARED_PLACE
SHAPE = shapes.NAMES


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots that name one entry each. It is approval of one."""
    return approval.count(entries, ballots, terms)
