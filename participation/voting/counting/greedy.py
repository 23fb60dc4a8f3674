"""Greedy budget: what most ballots name is funded first, as long as it fits into what is left of the money.

What does not fit is passed by, and the next may still fit. Of entries with the same number of ballots the cheaper is
taken first; at the same cost the public lot decides, but only where not all of them fit. In the ranking entries with
the same number of ballots share their place, funded or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from participation.voting.counting import approval, shapes, ties
from participation.voting.counting.outcome import Outcome, Place
from participation.voting.counting.terms import PLAIN, Terms

NAME = "greedy"
VERSION = 1
TIES = ties.CHEAPER_THEN_LOT
SHAPE = shapes.NAMES


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of names, over entries 1 to `entries` with `terms.costs`."""
    wished = approval.count(entries, ballots)
    left = terms.budget
    funded: list[int] = []
    account: list[Mapping[str, Any]] = list(wished.account)
    for place in wished.ranking:
        for entry in _in_order(place, left, terms, account) if place.count else ():
            fits = terms.costs[entry - 1] <= left
            if fits:
                left -= terms.costs[entry - 1]
                funded.append(entry)
            told = {"step": "funded" if fits else "passed", "entry": entry, "count": place.count}
            account.append({**told, "cost": terms.costs[entry - 1], "left": left})
    return replace(wished, account=tuple(account), elected=tuple(funded))


def _in_order(place: Place, left: int, terms: Terms, account: list[Mapping[str, Any]]) -> list[int]:
    """The entries of one place in the order in which they are tried, and, where it matters, how that was found."""
    costs = terms.costs
    drawn = ties.by_lot(terms.seed, place.entries)
    order = sorted(drawn, key=lambda entry: costs[entry - 1])
    if sum(costs[entry - 1] for entry in order) > left and len({costs[entry - 1] for entry in order}) < len(order):
        account.append({"step": "broken", "entries": list(place.entries), "entry": order[0], "by": "lot"})
    return order
