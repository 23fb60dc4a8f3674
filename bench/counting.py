"""`python -m bench.counting`: how long every counting method takes, alone or at the end of `make bench`.

The aims: 100,000 ballots in under a second, 1,000,000 in under twelve times what 100,000 took in the same run. Equal
Shares is stated without an aim, since it counts in the background: its time goes with the raises of the share, not with
the ballots. The floor is Python's own `Counter` of the same ballots, which only finds those that are alike: where it
takes twenty times as long for ten times as many, the machine's memory explains that part, and no method.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from participation.voting.counting import METHODS, Method, shapes
from participation.voting.counting.terms import Terms

OPTIONS = 20
FEW, MANY = 100_000, 1_000_000
TAKES = 3
"""The best of so many counts, in turns, stands for a method: what else the machine does meets both sizes alike."""
AIM, MOST_TIMES = 1.0, 12
BY_FAR = 1.25
"""So much over an aim makes the run fail; a busy machine alone does not explain it."""
FAILED = "MISSED BY FAR"
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
    """Count with every method; 1 when an aim is missed by far."""
    print(f"\nCounting: {OPTIONS} options, ballots drawn at random, seconds of one processor")
    print(f"{'method':<20}{'different':>12}{FEW:>12,}{MANY:>12,}{'times':>8}{'x floor':>10}")
    missed = False
    for shape, make in MAKES.items():
        lot = random.Random(2026)
        ballots = [(make(lot), 1) for _ in range(MANY)]
        floor = _measured(lambda some: Counter(choice for choice, _ in some), ballots)
        print(f"{'floor: ' + shape:<20}{_different(ballots):>12,}{floor.told()}")
        for method in METHODS.values():
            if shape == method.SHAPE:
                missed |= _told(method, ballots, floor)
    return int(missed)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for few and for many ballots."""

    few: float
    many: float

    def told(self) -> str:
        """Both, and how many times as long the many take."""
        return f"{self.few:>12.3f}{self.many:>12.2f}{self.many / self.few:>8.1f}"

    def verdict(self) -> str:
        """What became of the aims."""
        over = max(self.few / AIM, self.many / self.few / MOST_TIMES)
        return "met" if over <= 1 else "missed" if over <= BY_FAR else FAILED


def _told(method: Method, ballots: Ballots, floor: Times) -> bool:
    """Print one line of the table; whether an aim is missed by far."""
    if method.NAME == "plurality":
        ballots = [(choice.partition(",")[0], weight) for choice, weight in ballots]
    took = _measured(lambda some: method.count(OPTIONS, some, TERMS), ballots)
    verdict = "no aim" if method.NAME in WITHOUT_AIM else took.verdict()
    line = f"{method.NAME:<20}{_different(ballots):>12,}{took.told()}{took.many / floor.many:>10.1f}"
    print(f"{line}  {verdict}", flush=True)
    return verdict == FAILED


def _measured(count: Callable[[Ballots], object], ballots: Ballots) -> Times:
    takes = [(_seconds(count, ballots[:FEW]), _seconds(count, ballots)) for _ in range(TAKES)]
    return Times(min(few for few, _ in takes), min(many for _, many in takes))


def _different(ballots: Ballots) -> int:
    return len({choice for choice, _ in ballots[:FEW]})


def _seconds(count: Callable[[Ballots], object], ballots: Ballots) -> float:
    began = time.process_time()
    count(ballots)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
