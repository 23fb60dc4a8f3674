"""How a count is drawn: where rounds, flows and grades stand. Plain values in, plain values out; templates draw them.

Amounts are exact until here; a drawing rounds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from participation.voting.counting.outcome import Amount, amount

HEIGHT, COLUMN, NODE = 100, 22, 5
"""Of a drawing of rounds, in the units of its picture: its least height, from one round to the next, a pile's width."""

GAP = 3.0
LEAST = 1.7 * GAP
"""Of the height for each entry, so that every pile has room for its words."""
EXHAUSTED = 0
"""Stands for the ballots that name nobody who is still in, beside the entries' numbers."""


@dataclass(frozen=True, slots=True)
class Pile:
    """The ballots of one entry in one round, as a standing block."""

    entry: int
    votes: float
    x: float
    y: float
    height: float
    out: bool
    elected: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """Ballots on their way from one round's pile to the next round's: a band between two blocks."""

    entry: int
    votes: float
    path: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Rounds:
    """Rounds side by side, with the flows between them."""

    piles: tuple[tuple[Pile, ...], ...]
    flows: tuple[Flow, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Round:
    """What a round holds, and what goes to the next: (from, to) to how many."""

    counts: dict[int, Fraction]
    moves: dict[tuple[int, int], Fraction]
    out: frozenset[int] = frozenset()
    elected: frozenset[int] = frozenset()


def rounds(account: Sequence[Mapping[str, Any]]) -> Rounds | None:
    """The rounds that an account tells of; None when it tells of none."""
    told = [*_runoff(account)] or [*_transfers(account)]
    if not told:
        return None
    most = max(sum(one.counts.values()) for one in told)
    entries = {entry for one in told for entry in one.counts}
    height = max(HEIGHT, LEAST * len(entries))
    scale = (height - GAP * len(entries)) / float(most or 1)
    columns = [_piles(one, at, scale) for at, one in enumerate(told)]
    flows = [flow for at, one in enumerate(told[:-1]) for flow in _flows(one, columns[at], columns[at + 1], scale)]
    return Rounds(tuple(columns), tuple(flows), COLUMN * (len(told) - 1) + NODE, height)


def _runoff(account: Iterable[Mapping[str, Any]]) -> Iterator[_Round]:
    """The rounds of an instant runoff."""
    for step in account:
        if step["step"] == "round":
            counts = {entry: Fraction(votes) for entry, votes in step["counts"]}
            moves = {(move["from"], entry): Fraction(votes) for move in step["moved"] for entry, votes in move["to"]}
            moves |= {(move["from"], EXHAUSTED): Fraction(move["exhausted"]) for move in step["moved"]}
            yield _Round({**counts, EXHAUSTED: Fraction(step["exhausted"])}, moves, frozenset(step["out"]))


def _transfers(account: Iterable[Mapping[str, Any]]) -> Iterator[_Round]:
    """The rounds of a single transferable vote. Those that go out together without a vote are no round of their own."""
    standing: dict[int, Fraction] = {}
    elected: frozenset[int] = frozenset()
    moves: dict[tuple[int, int], Fraction] = {}
    out: set[int] = set()
    for step in account:
        if step["step"] == "standing":
            if standing:
                yield _Round(standing, moves, frozenset(out), elected)
            standing = {entry: Fraction(votes) for entry, votes in step["counts"]}
            standing[EXHAUSTED] = Fraction(step["exhausted"])
            elected |= frozenset(step["elected"])
            moves, out = {}, set()
        elif step["step"] in {"out", "surplus"}:
            moves |= {(step["entry"], entry): Fraction(votes) for entry, votes in step["to"]}
            moves[step["entry"], EXHAUSTED] = Fraction(step["exhausted"])
            out |= {step["entry"]} if step["step"] == "out" else set()
    if standing:
        yield _Round(standing, {}, frozenset(), elected)


def _piles(one: _Round, at: int, scale: float) -> tuple[Pile, ...]:
    """A round's piles from above, the largest first; exhausted ballots lie at the bottom."""
    found, y = [], 0.0
    for entry in sorted(one.counts, key=lambda entry: (entry == EXHAUSTED, -one.counts[entry], entry)):
        votes = one.counts[entry]
        height = max(float(votes) * scale, 0.4 if entry else 0.0)
        found.append(Pile(entry, float(votes), at * COLUMN, y, height, entry in one.out, entry in one.elected))
        y += height + GAP
    return tuple(found)


def _flows(one: _Round, here: Sequence[Pile], there: Sequence[Pile], scale: float) -> Iterator[Flow]:
    """The bands between two rounds: what stays, and what goes over."""
    start = {pile.entry: pile.y for pile in here}
    end = {pile.entry: pile.y for pile in there}
    gone: dict[int, Fraction] = {}
    for (source, _target), votes in one.moves.items():
        gone[source] = gone.get(source, Fraction(0)) + votes
    left = {entry: votes - gone.get(entry, Fraction(0)) for entry, votes in one.counts.items()}
    stays = {(entry, entry): votes for entry, votes in left.items() if entry in end}
    for (source, target), votes in [*stays.items(), *one.moves.items()]:
        if votes <= 0 or target not in end or source not in start:
            continue
        thick = float(votes) * scale
        band = _band(here[0].x + NODE, start[source], there[0].x, end[target], thick)
        yield Flow(target, float(votes), band, source != target)
        start[source] += thick
        end[target] += thick


def _band(x: float, y: float, to_x: float, to_y: float, thick: float) -> str:
    """A band as a path: it leaves and arrives level."""
    middle = (x + to_x) / 2
    return (
        f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}V{to_y + thick:.1f}"
        f"C{middle:.1f} {to_y + thick:.1f} {middle:.1f} {y + thick:.1f} {x:.1f} {y + thick:.1f}Z"
    )


@dataclass(frozen=True, slots=True)
class Stack:
    """The grades of one entry in a row, best first: each with how many gave it, where it begins and how wide it is."""

    entry: int
    median: int
    parts: tuple[tuple[int, int, float, float], ...]


def stacks(account: Iterable[Mapping[str, Any]], order: Sequence[int]) -> list[Stack]:
    """Grades as rows that add up to a hundred, in the order of the ranking."""
    found = {}
    for step in account:
        if step["step"] == "graded":
            total, begins, parts = sum(step["counts"]) or 1, 0.0, []
            for grade in range(len(step["counts"]) - 1, -1, -1):
                wide = 100 * step["counts"][grade] / total
                parts.append((grade, step["counts"][grade], begins, wide))
                begins += wide
            found[step["entry"]] = Stack(step["entry"], step["median"], tuple(parts))
    return [found[entry] for entry in order if entry in found]


def readable(count: Amount | str, decimals: int = 1) -> int | float:
    """An amount as a reader wants it: whole, or with few decimals."""
    exact = amount(count) if isinstance(count, str) else count
    return int(exact) if exact == int(exact) else round(float(exact), decimals)
