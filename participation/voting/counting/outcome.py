"""What every counting method returns: totals, who won, the whole ranking, and the account of how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

SHARED_PLACE = "shared-place"
"""The tie rule in which entries with the same count share a place, and no lot is drawn."""

Amount = int | Fraction
"""A count. Shares and parts of votes are exact fractions; nothing is ever decided by a rounded number."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the ranking, with every entry that shares it (by number, ascending) and their common count."""

    place: int
    entries: tuple[int, ...]
    count: Amount


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished count.

    `totals` holds one count per entry, entry 1 first. `ballots` is how many ballots there were by weight, `blank` how
    many of them named nothing. `account` is the count told in plain steps that a page draws, each a mapping with the
    name of its `step`. `elected` is who won, in order of election, where that is not simply the first place.
    """

    totals: tuple[Amount, ...]
    ranking: tuple[Place, ...]
    ballots: int
    blank: int
    account: tuple[Mapping[str, Any], ...]
    elected: tuple[int, ...] | None = None

    @property
    def winners(self) -> tuple[int, ...]:
        """Who was elected; else the entries in first place, none when nobody chose anything."""
        if self.elected is not None:
            return self.elected
        return self.ranking[0].entries if self.ranking and self.ranking[0].count else ()

    @property
    def valid(self) -> int:
        """How many ballots said something."""
        return self.ballots - self.blank

    def place_of(self, entry: int) -> Place:
        """The place of an entry by its number."""
        return next(place for place in self.ranking if entry in place.entries)

    def as_data(self) -> dict[str, Any]:
        """The count as plain values, as it is stored and published."""
        data: dict[str, Any] = {
            "totals": [plain(total) for total in self.totals],
            "ranking": [[place.place, list(place.entries), plain(place.count)] for place in self.ranking],
            "ballots": self.ballots,
            "blank": self.blank,
            "account": [dict(step) for step in self.account],
        }
        return data if self.elected is None else {**data, "winners": list(self.elected)}


def from_data(data: Mapping[str, Any]) -> Outcome:
    """The count that `Outcome.as_data` described."""
    return Outcome(
        totals=tuple(map(amount, data["totals"])),
        ranking=tuple(Place(place, tuple(entries), amount(count)) for place, entries, count in data["ranking"]),
        ballots=data["ballots"],
        blank=data["blank"],
        account=tuple(data["account"]),
        elected=tuple(data["winners"]) if "winners" in data else None,
    )


def plain(count: Amount) -> int | str:
    """An amount as it is stored: a whole number, or a fraction as text, such as `7/3`."""
    return int(count) if count == int(count) else str(count)


def amount(stored: int | str) -> Amount:
    """The amount that `plain` wrote."""
    return stored if isinstance(stored, int) else Fraction(stored)


def collapse(ballots: Iterable[tuple[str, int]]) -> Counter[str]:
    """Identical ballots together: canonical choice to the sum of its weights.

    Every method counts these, so that a count costs as much as there are different ballots. Ballots of one weight are
    counted at once: with a million that all differ this takes half the time of one after another.
    """
    by_weight: dict[int, list[str]] = {}
    for choice, weight in ballots:
        by_weight.setdefault(weight, []).append(choice)
    together: Counter[str] = Counter(by_weight.pop(1, ()))
    for weight, choices in by_weight.items():
        together.update({choice: times * weight for choice, times in Counter(choices).items()})
    return together


def ranked(totals: Sequence[Amount]) -> tuple[Place, ...]:
    """Entries by falling count; equal counts share a place, and the places after it are skipped (1, 2, 2, 4)."""
    holders: dict[Amount, list[int]] = {}
    for entry, count in enumerate(totals, start=1):
        holders.setdefault(count, []).append(entry)
    return placed([(holders[count], count) for count in sorted(holders, reverse=True)])


def placed(groups: Iterable[tuple[Iterable[int], Amount]]) -> tuple[Place, ...]:
    """Groups of entries, best first, each with its count, as places."""
    places, before = [], 0
    for entries, count in groups:
        sharing = tuple(sorted(entries))
        places.append(Place(before + 1, sharing, count))
        before += len(sharing)
    return tuple(places)


def box(together: Counter[str]) -> dict[str, Any]:
    """The first step of every account: what lay in the box."""
    return {"step": "box", "ballots": together.total(), "different": len(together), "blank": together[""]}


def summed(together: Counter[str], totals: Sequence[Amount], told: Iterable[Mapping[str, Any]]) -> Outcome:
    """The outcome of a method that gives each entry a sum; `told` is its account between the box and the ties."""
    ranking = ranked(totals)
    shared = [
        {"step": "tie", "place": place.place, "entries": list(place.entries), "count": plain(place.count)}
        for place in ranking
        if len(place.entries) > 1
    ]
    return Outcome(
        totals=tuple(totals),
        ranking=ranking,
        ballots=together.total(),
        blank=together[""],
        account=(box(together), *told, *shared),
    )


def named(totals: Sequence[int]) -> list[dict[str, Any]]:
    """Account of methods in which a ballot names entries: on how many each stood."""
    return [{"step": "named", "entry": entry, "count": total} for entry, total in enumerate(totals, start=1)]
