"""Ranked ballots in piles, each under the entry that it stands for now; instant runoff and the transferable vote.

A ballot that names nobody who is still in is exhausted. What becomes of one whose next rank several entries share is
among the terms of the count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from participation.voting.counting.terms import EXHAUSTED

Paper = tuple[str, int, int]
"""Identical ballots: the ranks that were not read yet, as text, their weight, and what each is worth."""

ENDS = -1
"""Stands for a rank at which a ballot ends."""


class Piles:
    """All ballots of a count, each under one entry or exhausted. Worth is in whole units, `unit` for a full vote."""

    def __init__(self, together: Mapping[str, int], entries: int, shared_ranks: str, unit: int = 1) -> None:
        self._by_entry: dict[int, list[Paper]] = {entry: [] for entry in range(1, entries + 1)}
        self._numbers = {str(entry): entry for entry in self._by_entry}
        self._strict = shared_ranks == EXHAUSTED
        self.counts: dict[int, int] = dict.fromkeys(self._by_entry, 0)
        self.hopeful: set[int] = set(self._by_entry)
        papers: Iterable[Paper] = ((choice, weight, unit) for choice, weight in together.items())
        self.exhausted = self._laid(papers)[0]

    def move(self, entry: int, worth: Callable[[int], int]) -> tuple[dict[int, int], int]:
        """Take an entry's pile apart; `worth` says what a ballot goes on with. Returns who got how much, and the rest.

        The entry is no longer hopeful when this is called.
        """
        pile, self._by_entry[entry] = self._by_entry[entry], []
        self.counts[entry] = 0
        exhausted, moved = self._laid((ranks, weight, worth(value)) for ranks, weight, value in pile)
        self.exhausted += exhausted
        return moved, exhausted

    def still(self, entries: Collection[int]) -> dict[int, int]:
        """The counts of some entries."""
        return {entry: self.counts[entry] for entry in sorted(entries)}

    def _laid(self, papers: Iterable[Paper]) -> tuple[int, dict[int, int]]:
        """Lay each ballot under the next hopeful entry that it names. Returns what was exhausted, and who got what."""
        exhausted = 0
        moved: dict[int, int] = {}
        numbers, hopeful, piles = self._numbers, self.hopeful, self._by_entry
        for ranks, weight, value in papers:
            rest = ranks
            while rest:
                rank, _, rest = rest.partition(",")
                entry = numbers.get(rank) or self._one_of(rank)
                if entry in hopeful:
                    piles[entry].append((rest, weight, value))
                    moved[entry] = moved.get(entry, 0) + weight * value
                    break
                if entry == ENDS:
                    exhausted += weight * value
                    break
            else:
                exhausted += weight * value
        for entry, more in moved.items():
            self.counts[entry] += more
        return exhausted, dict(sorted(moved.items()))

    def _one_of(self, rank: str) -> int:
        """The entry that a shared rank stands for, `ENDS` when it ends the ballot, 0 when none of them is still in."""
        still_in = self.hopeful.intersection(self._numbers[number] for number in rank.split("="))
        if self._strict or len(still_in) > 1:
            return ENDS
        return still_in.pop() if still_in else 0
