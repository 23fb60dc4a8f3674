"""What ballots in the shape of points gave each entry; dots, score and majority judgment count from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from participation.voting.counting import shapes
from participation.voting.counting.outcome import Amount


@dataclass(frozen=True, slots=True)
class Tally:
    """How many ballots gave one entry each number of points."""

    by_points: Mapping[int, int]

    @property
    def total(self) -> int:
        """All points together."""
        return sum(points * times for points, times in self.by_points.items())

    @property
    def ratings(self) -> int:
        """How many ballots said something about the entry."""
        return sum(self.by_points.values())

    @property
    def mean(self) -> Amount:
        """Points by those who said something; 0 when nobody did."""
        return Fraction(self.total, self.ratings) if self.ratings else 0


def tallies(entries: int, together: Mapping[str, int]) -> list[Tally]:
    """One tally per entry, entry 1 first."""
    found: list[Counter[int]] = [Counter() for _ in range(entries)]
    for part, times in shapes.parts(together).items():
        entry, _, points = part.partition(":")
        found[int(entry) - 1][int(points)] += times
    return [Tally(dict(sorted(given.items()))) for given in found]
