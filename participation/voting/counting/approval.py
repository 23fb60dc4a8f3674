"""Approval: each ballot names up to `most` entries, each named entry gets the ballot's weight, most named is first.

The canonical choice is the entries' numbers in rising order with commas between, such as `1,4,7`; a blank ballot is
the empty text. Ties share their place. (S. J. Brams and P. C. Fishburn, "Approval Voting", 1978.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from participation.voting.counting.outcome import SHARED_PLACE, Outcome, Place, collapse, ranked

NAME = "approval"
VERSION = 1
TIES = SHARED_PLACE


def canonical(numbers: Collection[int]) -> str:
    """The one way of writing a choice, whatever order it was made in."""
    return ",".join(str(number) for number in sorted(numbers))


def numbers_of(choice: str) -> tuple[int, ...]:
    """The entries that a canonical choice names."""
    return tuple(int(number) for number in choice.split(",")) if choice else ()


def count(entries: int, ballots: Iterable[tuple[str, int]]) -> Outcome:
    """Count ballots, given as canonical choice and weight, over entries 1 to `entries`."""
    together = collapse(ballots)
    totals = [0] * entries
    for choice, weight in together.items():
        for number in numbers_of(choice):
            totals[number - 1] += weight
    ranking = ranked(tuple(totals))
    return Outcome(
        totals=tuple(totals),
        ranking=ranking,
        ballots=together.total(),
        blank=together[""],
        account=tuple(_account(together, totals, ranking)),
    )


def _account(together: Mapping[str, int], totals: list[int], ranking: tuple[Place, ...]) -> Iterable[Mapping[str, Any]]:
    """The count told in steps: what lay in the box, what each entry got, where entries tied."""
    yield {"step": "box", "ballots": sum(together.values()), "different": len(together), "blank": together.get("", 0)}
    for number, total in enumerate(totals, start=1):
        yield {"step": "named", "entry": number, "count": total}
    for place in ranking:
        if len(place.entries) > 1:
            yield {"step": "tie", "place": place.place, "entries": list(place.entries), "count": place.count}
