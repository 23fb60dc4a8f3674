"""Counting methods: one file per method, standard library only, each with the same few names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from participation.voting.counting import (
    approval,
    dots,
    equal_shares,
    greedy,
    irv,
    majority,
    plurality,
    schulze,
    score,
    score_mean,
    stv,
    viewers,
)
from participation.voting.counting.outcome import Outcome
from participation.voting.counting.terms import PLAIN, Terms


class Method(Protocol):
    """What a counting method's module holds."""

    NAME: str
    VERSION: int
    TIES: str
    SHAPE: str

    def count(self, entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
        """Count ballots, given as canonical choice and weight, over entries 1 to `entries`."""


_ALL: tuple[Method, ...] = (
    approval,
    plurality,
    dots,
    score,
    score_mean,
    viewers,
    irv,
    stv,
    schulze,
    majority,
    greedy,
    equal_shares,
)

METHODS: Mapping[str, Method] = {method.NAME: method for method in _ALL}
"""Every method by the name that a vote's `method` column holds."""
