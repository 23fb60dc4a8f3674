"""Single transferable vote, for several seats at once.

Quota: Droop's, whole votes: ballots that name somebody, divided by seats plus one, rounded down, plus one.
Surplus: weighted inclusive Gregory. All of an elected entry's ballots go on, each worth its value times the surplus by
the count, cut after five decimals; the largest surplus goes first. Without a surplus the last goes out, and its
ballots go on at their value. When as many are left as there are seats, they are elected.
Ties: those without any vote go out together; otherwise the nearest earlier round in which they differ decides, and
after it the public lot. Who is elected in the same round with the same count shares a place.
(The rule of Scotland's local elections: Scottish Local Government Elections Order 2007, rules 45 to 52.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from participation.voting.counting import shapes, ties
from participation.voting.counting.outcome import Amount, Outcome, box, collapse, placed, plain
from participation.voting.counting.piles import Piles
from participation.voting.counting.terms import PLAIN, Terms

NAME = "stv"
VERSION = 1
TIES = ties.EARLIER_THEN_LOT
SHAPE = shapes.RANKING

UNIT = 100_000
"""Votes are counted in whole hundred-thousandths."""


def count(entries: int, ballots: Iterable[tuple[str, int]], terms: Terms = PLAIN) -> Outcome:
    """Count ballots in the shape of a ranking for `terms.seats` seats, over entries 1 to `entries`."""
    counting = _Count(entries, collapse(ballots), terms)
    while not counting.is_over():
        counting.one_round()
        terms.progress(*counting.done())
    return counting.outcome()


class _Count:
    """One count in progress."""

    def __init__(self, entries: int, together: Counter[str], terms: Terms) -> None:
        self._box = box(together)
        self._seed = terms.seed
        self._seats = min(terms.seats, entries)
        self._piles = Piles(together, entries, terms.shared_ranks, UNIT)
        self._valid = sum(self._piles.counts.values())
        self._quota = (self._valid // UNIT // (terms.seats + 1) + 1) * UNIT
        self._lost = 0
        self._rounds: list[dict[int, int]] = []
        self._account: list[Mapping[str, Any]] = []
        self._elected: list[tuple[list[int], int]] = []
        self._out: list[tuple[list[int], int]] = []
        self._pending: dict[int, int] = {}
        self._elect()

    def is_over(self) -> bool:
        """Whether every seat is taken, or nobody is left."""
        return not self._seats or not self._piles.hopeful or not self._valid

    def done(self) -> tuple[int, int]:
        """How many are elected or out, and of how many."""
        return len(self._piles.counts) - len(self._piles.hopeful), len(self._piles.counts)

    def one_round(self) -> None:
        """Pass on the largest surplus, or take out the last."""
        self._rounds.append({**self._piles.counts})
        if self._pending:
            self._pass_on(self._one(max, self._pending))
        else:
            for entry in self._last():
                self._piles.hopeful.discard(entry)
                moved, exhausted = self._piles.move(entry, lambda value: value)
                self._tell("out", entry, moved, exhausted, 0)
        self._elect()

    def _pass_on(self, entry: int) -> None:
        """An elected entry keeps a quota; the rest goes on, on all its ballots."""
        surplus, votes = self._pending.pop(entry), self._piles.counts[entry]
        moved, exhausted = self._piles.move(entry, lambda value: value * surplus // votes)
        cut = surplus - sum(moved.values()) - exhausted
        self._lost += cut
        self._piles.counts[entry] = self._quota
        self._tell("surplus", entry, moved, exhausted, cut)

    def _last(self) -> list[int]:
        """Who goes out: all without a vote when the seats can still be filled, else one."""
        counts = self._piles.still(self._piles.hopeful)
        without = [entry for entry, votes in counts.items() if not votes]
        if len(without) > 1 and len(counts) - len(without) >= self._seats:
            self._out.append((without, 0))
            return without
        entry = self._one(min, counts)
        self._out.append(([entry], counts[entry]))
        return [entry]

    def _one(self, pick: ties.Pick, counts: Mapping[int, int]) -> int:
        """The entry with the most, or the fewest."""
        edge = pick(counts.values())
        tied = [entry for entry, votes in counts.items() if votes == edge]
        if len(tied) == 1:
            return tied[0]
        entry, told = ties.one_of(pick, self._seed, tied, self._rounds)
        self._account.append(told)
        return entry

    def _elect(self) -> None:
        """Who has the quota is elected, and everybody left when there are no more than seats."""
        counts = self._piles.still(self._piles.hopeful)
        all_left = len(counts) <= self._seats
        by_votes: dict[int, list[int]] = {}
        for entry, votes in counts.items():
            if votes >= self._quota or (all_left and self._valid):
                by_votes.setdefault(votes, []).append(entry)
        for votes in sorted(by_votes, reverse=True):
            self._elected.append((by_votes[votes], votes))
            self._seats -= len(by_votes[votes])
            self._piles.hopeful -= set(by_votes[votes])
            if votes > self._quota:
                self._pending.update((entry, votes - self._quota) for entry in by_votes[votes])
        self._account.append(self._standing([entry for votes in by_votes for entry in by_votes[votes]]))

    def _standing(self, elected: list[int]) -> dict[str, Any]:
        """How it stands after a round: what each has, what names nobody any more, what was cut off."""
        return {
            "step": "standing",
            "counts": [[entry, _votes(count)] for entry, count in self._piles.counts.items() if count],
            "exhausted": _votes(self._piles.exhausted - self._box["blank"] * UNIT),
            "cut": _votes(self._lost),
            "elected": sorted(elected, key=lambda entry: (-self._piles.counts[entry], entry)),
        }

    def _tell(self, what: str, entry: int, moved: Mapping[int, int], exhausted: int, cut: int) -> None:
        to = [[other, _votes(more)] for other, more in moved.items()]
        self._account.append(
            {"step": what, "entry": entry, "to": to, "exhausted": _votes(exhausted), "cut": _votes(cut)}
        )

    def outcome(self) -> Outcome:
        """Elected in their order, then who was left, then who went out, last first."""
        left: dict[int, list[int]] = {}
        for entry in sorted(self._piles.hopeful):
            left.setdefault(self._piles.counts[entry], []).append(entry)
        groups = [*self._elected, *((left[votes], votes) for votes in sorted(left, reverse=True)), *reversed(self._out)]
        had = {entry: votes for entries, votes in groups for entry in entries}
        totals: list[Amount] = [Fraction(had[entry], UNIT) for entry in sorted(had)]
        quota = {"step": "quota", "valid": self._valid // UNIT, "quota": self._quota // UNIT}
        return Outcome(
            totals=tuple(totals),
            ranking=placed((entries, Fraction(votes, UNIT)) for entries, votes in groups),
            ballots=self._box["ballots"],
            blank=self._box["blank"],
            account=(self._box, quota, *self._account),
            elected=tuple(entry for entries, _ in self._elected for entry in entries),
        )


def _votes(units: int) -> int | str:
    return plain(Fraction(units, UNIT))
