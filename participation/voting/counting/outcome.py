"""What every counting method returns: totals, who won, the whole ranking, and the account of how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SHARED_PLACE = "shared-place"
"""The tie rule in which entries with the same count share a place, and no lot is drawn."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the ranking, with every entry that shares it (by number, ascending) and their common count."""

    place: int
    entries: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished count.

    `totals` holds one count per entry, entry 1 first. `ballots` is how many ballots there were by weight, `blank` how
    many of them named nothing. `account` is the count told in plain steps that a page draws, each a mapping with the
    name of its `step`.
    """

    totals: tuple[int, ...]
    ranking: tuple[Place, ...]
    ballots: int
    blank: int
    account: tuple[Mapping[str, Any], ...]

    @property
    def winners(self) -> tuple[int, ...]:
        """The entries in first place; none when nobody chose anything."""
        return self.ranking[0].entries if self.ranking and self.ranking[0].count else ()

    def place_of(self, entry: int) -> Place:
        """The place of an entry by its number."""
        return next(place for place in self.ranking if entry in place.entries)

    def as_data(self) -> dict[str, Any]:
        """The count as plain values, as it is stored and published."""
        return {
            "totals": list(self.totals),
            "ranking": [[place.place, list(place.entries), place.count] for place in self.ranking],
            "ballots": self.ballots,
            "blank": self.blank,
            "account": [dict(step) for step in self.account],
        }


def from_data(data: Mapping[str, Any]) -> Outcome:
    """The count that `Outcome.as_data` described."""
    return Outcome(
        totals=tuple(data["totals"]),
        ranking=tuple(Place(place, tuple(entries), count) for place, entries, count in data["ranking"]),
        ballots=data["ballots"],
        blank=data["blank"],
        account=tuple(data["account"]),
    )


def collapse(ballots: Iterable[tuple[str, int]]) -> Counter[str]:
    """Identical ballots together: canonical choice to the sum of its weights.

    Every method counts these, so that a count costs as much as there are different ballots.
    """
    together: Counter[str] = Counter()
    for choice, weight in ballots:
        together[choice] += weight
    return together


def ranked(totals: tuple[int, ...]) -> tuple[Place, ...]:
    """Entries by falling count; equal counts share a place, and the places after it are skipped (1, 2, 2, 4)."""
    holders: dict[int, list[int]] = {}
    for entry, count in enumerate(totals, start=1):
        holders.setdefault(count, []).append(entry)
    places, before = [], 0
    for count in sorted(holders, reverse=True):
        places.append(Place(before + 1, tuple(holders[count]), count))
        before += len(holders[count])
    return tuple(places)
