"""Who goes first when counts are equal and one must: earlier rounds decide, and after them a public lot.

The lot of an entry is SHA-256 of the seed, a colon and the entry's number; the lowest goes out first, the highest is
taken first. Anyone can draw it again, and nobody can know it before the seed is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

EARLIER_THEN_LOT = "earlier-then-lot"
CHEAPER_THEN_LOT = "cheaper-then-lot"
WITH_LOTS = {EARLIER_THEN_LOT, CHEAPER_THEN_LOT}

Pick = Callable[[Iterable[int]], int]
"""`min` or `max`."""


def seed_of(together: Mapping[str, int], vote: str = "") -> str:
    """The public seed of a count: SHA-256 of the vote's id and of its ballots, sorted, each with how many there are."""
    lines = "".join(f"{choice} {weight}\n" for choice, weight in sorted(together.items()))
    return hashlib.sha256(f"{vote}\n{lines}".encode()).hexdigest()


def lot(seed: str, entry: int) -> str:
    """The lot of an entry, as text to compare."""
    return hashlib.sha256(f"{seed}:{entry}".encode()).hexdigest()


def by_lot(seed: str, entries: Iterable[int]) -> list[int]:
    """Entries in the order in which the lot takes them."""
    return sorted(entries, key=lambda entry: lot(seed, entry), reverse=True)


def one_of(
    pick: Pick, seed: str, entries: Sequence[int], rounds: Sequence[Mapping[int, int]]
) -> tuple[int, Mapping[str, Any]]:
    """The last (`pick` is `min`) or the first (`max`) of tied entries, and how that was found.

    The nearest earlier round in which they differ leaves those with the fewest, or the most; then the lot decides.
    """
    left = list(entries)
    for counts in reversed(rounds):
        edge = pick(counts[entry] for entry in left)
        left = [entry for entry in left if counts[entry] == edge]
        if len(left) == 1:
            return left[0], _told(entries, left[0], "earlier")
    drawn = by_lot(seed, left)[0 if pick is max else -1]
    return drawn, _told(entries, drawn, "lot")


def _told(entries: Iterable[int], decided: int, by: str) -> Mapping[str, Any]:
    return {"step": "broken", "entries": sorted(entries), "entry": decided, "by": by}
