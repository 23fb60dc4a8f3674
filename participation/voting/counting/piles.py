"""Ranked ballots in piles, each under the entry that it stands for now; instant runoff and the transferable vote.

A ballot that names nobody who is still in is exhausted. What becomes of one whose next rank several entries share is
among the terms of the count.

Each entry is one letter here, and a ballot the word that its ranks spell, shared ranks in brackets. What is no longer
in is cut off a word's beginning at once, which is several times as fast as reading rank by rank, and a word takes half
the memory of the numbers: with a million ballots that is what the time goes with.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from participation.voting.counting.terms import EXHAUSTED

Parcel = dict[tuple[int, int], list[str]]
"""Words of the ballots in one pile, by how many are alike and what each of them is worth."""

OPENS, CLOSES, NOBODY = "\x00", "\x01", ""
"""Brackets round a shared rank, and the beginning of a word that has come to its end."""
FIRST_LETTER = 2


class Piles:
    """All ballots of a count, each under one entry or exhausted. Worth is in whole units, `unit` for a full vote."""

    def __init__(self, together: Mapping[str, int], entries: int, shared_ranks: str, unit: int = 1) -> None:
        self._letters = {str(entry): chr(FIRST_LETTER + entry) for entry in range(1, entries + 1)}
        self._by_entry: dict[int, Parcel] = {entry: {} for entry in range(1, entries + 1)}
        self._strict = shared_ranks == EXHAUSTED
        self.counts: dict[int, int] = dict.fromkeys(self._by_entry, 0)
        self.hopeful: set[int] = set(self._by_entry)
        everything: Parcel = {}
        for choice, weight in together.items():
            everything.setdefault((weight, unit), []).append(self._word(choice))
        self.exhausted = self._laid(everything, lambda value: value)[0]

    def move(self, entry: int, worth: Callable[[int], int]) -> tuple[dict[int, int], int]:
        """Take an entry's pile apart; `worth` says what a ballot goes on with. Returns who got how much, and the rest.

        The entry is no longer hopeful when this is called.
        """
        pile, self._by_entry[entry] = self._by_entry[entry], {}
        self.counts[entry] = 0
        exhausted, moved = self._laid(pile, worth)
        self.exhausted += exhausted
        return moved, exhausted

    def still(self, entries: Collection[int]) -> dict[int, int]:
        """The counts of some entries."""
        return {entry: self.counts[entry] for entry in sorted(entries)}

    def _laid(self, pile: Parcel, worth: Callable[[int], int]) -> tuple[int, dict[int, int]]:
        """Lay each ballot under the next hopeful entry that it names. Returns what was exhausted, and who got what."""
        exhausted = 0
        moved: dict[int, int] = {}
        for (weight, value), words in pile.items():
            each = worth(value)
            heaps = self._heaps(words)
            exhausted += weight * each * len(heaps.pop(NOBODY))
            for letter, heap in heaps.items():
                if heap:
                    entry = ord(letter) - FIRST_LETTER
                    self._by_entry[entry].setdefault((weight, each), []).extend(heap)
                    moved[entry] = moved.get(entry, 0) + weight * each * len(heap)
        for entry, more in moved.items():
            self.counts[entry] += more
        return exhausted, dict(sorted(moved.items()))

    def _heaps(self, words: list[str]) -> dict[str, list[str]]:
        """Words by the letter of the entry that they stand for next, `NOBODY` for those that have come to an end."""
        gone = CLOSES + "".join(self._letters[str(entry)] for entry in self._by_entry if entry not in self.hopeful)
        heaps: dict[str, list[str]] = {self._letters[str(entry)]: [] for entry in self.hopeful}
        heaps |= {OPENS: [], NOBODY: []}
        while words:
            for word in words:
                heaps[word.lstrip(gone)[:1]].append(word)
            words, heaps[OPENS] = [self._after_shared(word.lstrip(gone), gone) for word in heaps[OPENS]], []
        del heaps[OPENS]
        return heaps

    def _after_shared(self, word: str, gone: str) -> str:
        """A word without the shared rank at its beginning, or with the one of that rank that is still in."""
        sharing, _, rest = word[1:].partition(CLOSES)
        still_in = [letter for letter in sharing if letter not in gone]
        if self._strict or len(still_in) > 1:
            return NOBODY
        return "".join(still_in) + rest

    def _word(self, choice: str) -> str:
        """A canonical choice as a word."""
        letters = self._letters
        return "".join([letters.get(rank) or self._bracketed(rank) for rank in choice.split(",")]) if choice else ""

    def _bracketed(self, rank: str) -> str:
        return OPENS + "".join(self._letters[number] for number in rank.split("=")) + CLOSES
