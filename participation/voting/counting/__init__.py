"""Counting methods: one file per method, standard library only, each with the same few names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from participation.voting.counting import approval
from participation.voting.counting.outcome import Outcome


class Method(Protocol):
    """What a counting method's module holds."""

    NAME: str
    VERSION: int
    TIES: str

    def canonical(self, numbers: Collection[int]) -> str:
        """The one way of writing a choice."""

    def numbers_of(self, choice: str) -> tuple[int, ...]:
        """The entries that a canonical choice names."""

    def count(self, entries: int, ballots: Iterable[tuple[str, int]]) -> Outcome:
        """Count ballots, given as canonical choice and weight, over entries 1 to `entries`."""


METHODS: Mapping[str, Method] = {approval.NAME: approval}
"""Every method by the name that a vote's `method` column holds."""
