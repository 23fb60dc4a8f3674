"""`python -m bench.counting`: how long every counting method takes, alone or at the end of `make bench`.

The aims: 100,000 ballots in under a second, 1,000,000 in under twelve times that. Equal Shares is stated without an
aim, since it counts in the background: its time goes with the raises of the share, not with the ballots.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from participation.voting.counting import METHODS, Method, shapes
from participation.voting.counting.terms import Terms

OPTIONS = 20
FEW, MANY = 100_000, 1_000_000
AIM, MOST_TIMES = 1.0, 12
WITHOUT_AIM = {"equal-shares"}
NUMBERS = range(1, OPTIONS + 1)
TERMS = Terms(seats=5, seed="bench", costs=tuple(range(20_000, 20_000 + 1000 * OPTIONS, 1000)), budget=200_000)

Ballots = list[tuple[str, int]]


def _names(lot: random.Random) -> str:
    return shapes.write_names(lot.sample(NUMBERS, lot.randint(0, 5)))


def _ranking(lot: random.Random) -> str:
    return ",".join(map(str, lot.sample(NUMBERS, lot.randint(1, OPTIONS))))


def _points(lot: random.Random) -> str:
    return ",".join(f"{number}:{lot.randint(0, 5)}" for number in NUMBERS)


def _seen(lot: random.Random) -> str:
    seen = lot.sample(NUMBERS, 6)
    return shapes.write_seen(seen[: lot.randint(0, 3)], seen)


MAKES: dict[str, Callable[[random.Random], str]] = {
    shapes.NAMES: _names,
    shapes.RANKING: _ranking,
    shapes.POINTS: _points,
    shapes.SEEN: _seen,
}


def main() -> int:
    """Count with every method; 1 when an aim is missed."""
    print(f"Counting: {OPTIONS} options, ballots drawn at random, seconds of one processor")
    print(f"{'method':<20}{'different':>12}{FEW:>12,}{MANY:>12,}{'times':>8}")
    missed = False
    for shape, make in MAKES.items():
        lot = random.Random(2026)
        ballots = [(make(lot), 1) for _ in range(MANY)]
        for method in METHODS.values():
            if shape == method.SHAPE:
                missed |= _measured(method, ballots)
    return int(missed)


def _measured(method: Method, ballots: Ballots) -> bool:
    """One line of the table; whether an aim was missed."""
    if method.NAME == "plurality":
        ballots = [(choice.partition(",")[0], weight) for choice, weight in ballots]
    few = min(_seconds(method, ballots[:FEW]) for _ in range(3))
    many = _seconds(method, ballots)
    different = len({choice for choice, _ in ballots[:FEW]})
    has_aim = method.NAME not in WITHOUT_AIM
    missed = has_aim and (few > AIM or many > MOST_TIMES * AIM)
    verdict = "MISSED" if missed else "" if has_aim else "no aim"
    print(f"{method.NAME:<20}{different:>12,}{few:>12.2f}{many:>12.2f}{many / few:>8.1f}  {verdict}", flush=True)
    return missed


def _seconds(method: Method, ballots: Ballots) -> float:
    began = time.process_time()
    method.count(OPTIONS, ballots, TERMS)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
