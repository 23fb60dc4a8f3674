"""What a ballot can say, and the one way of writing it: names, a ranking, points, or names among those seen.

Every shape writes entries by their numbers, so that two ballots that say the same are the same text. A blank ballot is
the empty text in every shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

NAMES = "names"
"""Entries without order: `1,4,7`."""
RANKING = "ranking"
"""Entries in order, best first; those that share a rank with an equals sign between: `3,1=2`."""
POINTS = "points"
"""A number for some of the entries: `1:5,4:0`."""
SEEN = "seen"
"""Entries without order, and which of all the voter saw: `1,4|1,2,4`."""


def write_names(numbers: Collection[int]) -> str:
    """Entries in rising order, whatever order they were chosen in."""
    return ",".join(map(str, sorted(numbers)))


def read_names(choice: str) -> tuple[int, ...]:
    """The entries of a text in the shape of names."""
    return tuple(map(int, choice.split(","))) if choice else ()


def write_ranking(ranks: Iterable[Collection[int]]) -> str:
    """Ranks in order, best first."""
    return ",".join("=".join(map(str, sorted(rank))) for rank in ranks if rank)


def read_ranking(choice: str) -> tuple[tuple[int, ...], ...]:
    """The ranks of a text in the shape of a ranking, each with the entries that share it."""
    return tuple(tuple(map(int, rank.split("="))) for rank in choice.split(",")) if choice else ()


def write_points(points: Mapping[int, int]) -> str:
    """Points by entry, in the order of entries."""
    return ",".join(f"{entry}:{points[entry]}" for entry in sorted(points))


def read_points(choice: str) -> dict[int, int]:
    """The points of a text in the shape of points, by entry."""
    pairs = (part.split(":") for part in choice.split(",")) if choice else ()
    return {int(entry): int(points) for entry, points in pairs}


def write_seen(named: Collection[int], seen: Collection[int]) -> str:
    """What was named, and what was seen. Who saw nothing has a blank ballot."""
    return f"{write_names(named)}|{write_names(seen)}" if seen else ""


def read_seen(choice: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What was named, and what was seen."""
    named, _, seen = choice.partition("|")
    return read_names(named), read_names(seen)


def parts(together: Mapping[str, int]) -> Counter[str]:
    """How often each part between commas stands on the ballots, by weight.

    All choices of one weight are cut apart at once: with a hundred thousand ballots that all differ this is several
    times as fast as one after another.
    """
    by_weight: dict[int, list[str]] = {}
    for choice, weight in together.items():
        if choice:
            by_weight.setdefault(weight, []).append(choice)
    found: Counter[str] = Counter()
    for weight, choices in by_weight.items():
        for part, times in _cut(choices).items():
            found[part] += times * weight
    return found


def _cut(choices: Sequence[str]) -> Counter[str]:
    """The parts of many choices, a few thousand at a time so that the joined text stays small."""
    found: Counter[str] = Counter()
    for start in range(0, len(choices), 5000):
        found.update(",".join(choices[start : start + 5000]).split(","))
    return found
