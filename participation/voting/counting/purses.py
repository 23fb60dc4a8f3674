"""Voters' purses for Equal Shares: who pays what when everybody starts with the same share.

Voters with the same ballot always have the same money, so they are one group. Money is held in whole numbers over one
common scale; when a payment does not come out even the scale grows, so every comparison is exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from participation.voting.counting import shapes, ties
from participation.voting.counting.outcome import plain
from participation.voting.counting.terms import Terms


@dataclass(frozen=True, slots=True)
class Funding:
    """One entry was paid for: `payment` by each supporter, or all that was left by those who had less."""

    entry: int
    cost: int
    supporters: int
    payment: Fraction
    paid_less: int
    drawn_from: tuple[int, ...] = ()
    """The entries among which the lot decided, when it did."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What everybody's share buys."""

    share: Fraction = Fraction(0)
    fundings: tuple[Funding, ...] = ()
    raises: int = 0

    @property
    def entries(self) -> tuple[int, ...]:
        """What was funded, in order."""
        return tuple(funding.entry for funding in self.fundings)

    @property
    def cost(self) -> int:
        """What all of it costs."""
        return sum(funding.cost for funding in self.fundings)

    def account(self, budget: int) -> Iterable[dict[str, Any]]:
        """The selection told in steps: the share in the end, then who paid what for each."""
        yield {"step": "share", "share": plain(self.share), "raises": self.raises}
        left = budget
        for funding in self.fundings:
            left -= funding.cost
            if funding.drawn_from:
                yield {"step": "broken", "entries": list(funding.drawn_from), "entry": funding.entry, "by": "lot"}
            yield {
                "step": "funded",
                "entry": funding.entry,
                "count": funding.supporters,
                "cost": funding.cost,
                "left": left,
                "payment": plain(funding.payment),
                "paid_less": funding.paid_less,
            }


@dataclass(slots=True)
class _Run:
    """One selection in progress: the money of each group in parts of `scale`, and the most support left per entry."""

    money: list[int]
    scale: int
    support: dict[int, Fraction]
    fundings: list[Funding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Next:
    """An entry that could be funded next: `left` is for so many `people` to pay alike. The best `rank` is funded."""

    entry: int
    left: int
    people: int
    rank: tuple[Fraction, int, int]
    drawn_from: tuple[int, ...] = ()


class Purses:
    """The groups of voters of one count, and the costs."""

    def __init__(self, together: Mapping[str, int], terms: Terms) -> None:
        self._costs = terms.costs
        self._budget = terms.budget
        self.voters = sum(together.values())
        self._weights = list(together.values())
        self._groups: dict[int, list[int]] = {}
        for group, choice in enumerate(together):
            for entry in shapes.read_names(choice):
                self._groups.setdefault(entry, []).append(group)
        self.supporters = {
            entry: sum(self._weights[group] for group in self._groups[entry]) for entry in sorted(self._groups)
        }
        self._lots = {entry: -place for place, entry in enumerate(ties.by_lot(terms.seed, self.supporters))}

    def select(self, raised: int = 0, raises: int = 0) -> Selection:
        """What is funded when everybody has an equal share of the budget and `raised` more."""
        start = self._budget + raised * self.voters
        free = [entry for entry in self.supporters if not self._costs[entry - 1]]
        support = {entry: Fraction(number) for entry, number in self.supporters.items() if entry not in free}
        run = _Run([start] * len(self._weights), self.voters, support)
        run.fundings += [Funding(entry, 0, self.supporters[entry], Fraction(0), 0) for entry in free]
        while (best := self._best(run)) is not None:
            self._pay(run, best)
        return Selection(Fraction(start, self.voters), tuple(run.fundings), raises)

    def _best(self, run: _Run) -> _Next | None:
        """The entry that is funded next.

        Support only ever falls, so entries are looked at by what they had last, and as long as one could be best.
        """
        level: list[_Next] = []
        for entry in sorted(run.support, key=run.support.__getitem__, reverse=True):
            if level and run.support[entry] < level[0].rank[0]:
                break
            found = self._next(run, entry)
            if found is None:
                del run.support[entry]
                continue
            run.support[entry] = found.rank[0]
            if not level or found.rank > level[0].rank:
                level = [found]
            elif found.rank == level[0].rank:
                level.append(found)
        if len(level) < 2:
            return level[0] if level else None
        drawn_from = tuple(sorted(found.entry for found in level))
        return replace(max(level, key=lambda found: self._lots[found.entry]), drawn_from=drawn_from)

    def _next(self, run: _Run, entry: int) -> _Next | None:
        """What an entry offers when those who have less have paid all they have; None if that is not enough."""
        cost, people, money = self._costs[entry - 1], self.supporters[entry], run.money
        left = cost * run.scale
        groups = self._groups[entry]
        groups.sort(key=money.__getitem__)
        for group in groups:
            if money[group] * people >= left:
                rank = (Fraction(cost * run.scale * people, left), -cost, self.supporters[entry])
                return _Next(entry, left, people, rank)
            left -= money[group] * self._weights[group]
            people -= self._weights[group]
        return None

    def _pay(self, run: _Run, best: _Next) -> None:
        """Take the payments out of the purses, on a finer scale where they do not come out even."""
        entry = best.entry
        finer = best.people // math.gcd(best.left, best.people)
        if finer > 1:
            run.scale *= finer
            run.money = [money * finer for money in run.money]
        payment, less = best.left * finer // best.people, 0
        for group in self._groups[entry]:
            if run.money[group] < payment:
                less += self._weights[group]
            run.money[group] = max(0, run.money[group] - payment)
        del run.support[entry]
        paid = Fraction(payment, run.scale)
        run.fundings.append(Funding(entry, self._costs[entry - 1], self.supporters[entry], paid, less, best.drawn_from))
