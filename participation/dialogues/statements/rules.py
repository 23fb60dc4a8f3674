"""What holds for statements, as pure decisions: which comes next, what is shown of the votes, where somebody stands."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from participation.refusal import Refusal

VALUES = {"agree": 1, "pass": 0, "disagree": -1}
"""What a button sends, and what is stored."""

LONGEST_STATEMENT = 140
"""A statement is one thought: it must be possible to agree with all of it."""
MOST_OWN = 20
"""Statements that one participant may give in one step."""
MOST_SEEDS = 60
LONGEST_SHEET = MOST_SEEDS * (LONGEST_STATEMENT + 1)
MOST_GROUPS = 8
LONGEST_GROUP = 40
LEAST_DIVISION = 0.3
"""Below this people do not stand apart: groups are nearer than three in ten, or nearly all are on one side."""
LEAST_SHOWN = 5
"""What fewer have voted on is not told: it could tell who."""


@dataclass(frozen=True, slots=True)
class Fared:
    """How a statement fared: `consensus` over the groups and `division` between them, from 0 to 1."""

    id: str
    text: str
    language: str
    agree: int
    disagree: int
    passes: int
    consensus: float
    division: float

    @property
    def seen(self) -> int:
        """How many voted on it."""
        return self.agree + self.disagree + self.passes

    @property
    def told(self) -> bool:
        """Whether so many voted that the numbers tell nobody's vote."""
        return self.seen >= LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class Spot:
    """A group, or the viewer, on the drawn map: in percent of its width and height."""

    name: str
    size: int
    x: float
    y: float
    radius: float


def lines_of(sheet: str, *, longest: int, most: int, field: str) -> list[str]:
    """The lines of a sheet, each once; empty ones are none."""
    lines = list(dict.fromkeys(line.strip() for line in sheet.splitlines() if line.strip()))
    if len(lines) > most:
        raise Refusal("too_many_lines", field=field, most=most)
    if any(len(line) > longest for line in lines):
        raise Refusal("line_too_long", field=field, limit=longest)
    return lines


def groups_of(sheet: str) -> list[str]:
    """The groups on a sheet with one on each line."""
    return lines_of(sheet, longest=LONGEST_GROUP, most=MOST_GROUPS, field="groups")


def check_own(given: int) -> None:
    """Refuse what makes one participant's statements too many; `given` counts it."""
    if given > MOST_OWN:
        raise Refusal("too_many_statements", status=429, most=MOST_OWN)


def check_group(name: str, groups: Sequence[str]) -> str:
    """A group that the organiser named, or none (empty)."""
    if name and name not in groups:
        raise Refusal("not_a_choice", field="group")
    return name


def priority(agree: int, passes: int, seen: int, extremity: float = 0.0) -> float:
    """How much it helps to ask one more person: new statements, and those that tell people apart, come first.

    As Polis published it, with smoothed shares.
    """
    passing, agreeing = (passes + 1) / (seen + 2), (agree + 1) / (seen + 2)
    new = 1 + 8 * 2 ** (-seen / 5)
    return float(((1 - passing) * (extremity + 1) * agreeing * new) ** 2)


def next_statement(weights: Mapping[str, float], viewer_id: str) -> str | None:
    """One of the statements, by lot: a weight of two comes twice as often as one.

    The lot follows from who looks, so that a page that is opened again shows the same statement.
    """
    return min(weights, key=lambda id_: _lot(viewer_id, id_) / max(weights[id_], 1e-9), default=None)


def _lot(viewer_id: str, statement_id: str) -> float:
    """A number that is exponentially distributed over statements, and always the same for one viewer."""
    digest = hashlib.blake2b(f"{viewer_id}:{statement_id}".encode(), digest_size=8).digest()
    return -math.log((int.from_bytes(digest) + 1) / 2**64)


def smoothed(count: int, seen: int) -> float:
    """A share that is not certain of anything after few votes."""
    return (count + 1) / (seen + 2)


def told(rows: Iterable[Fared]) -> list[Fared]:
    """What enough people have voted on, what is agreed on most across groups first."""
    return sorted((row for row in rows if row.told), key=lambda row: (-row.consensus, row.id))


def dividing(rows: Sequence[Fared], most: int) -> list[Fared]:
    """What divides people most, of what is told: only what really does."""
    apart = [row for row in rows if row.division >= LEAST_DIVISION]
    return sorted(apart, key=lambda row: (-row.division, row.id))[:most]


def agreed(rows: Sequence[Fared], apart: Sequence[Fared]) -> list[Fared]:
    """What more agree with than not and what does not divide, what is agreed on most across groups first."""
    return [row for row in rows if row.agree > row.disagree and row not in apart]


def stands_at(
    opinion_map: Mapping[str, Any], statements: Sequence[str], votes: Mapping[str, int]
) -> tuple[float, float]:
    """Where on the map somebody stands by their votes; who voted on little is drawn as far out as who voted on all."""
    seen = [(place, votes[id_]) for place, id_ in enumerate(statements) if id_ in votes]
    scale = math.sqrt(len(statements) / max(len(seen), 1))
    across, up = (
        scale * sum((value - opinion_map["centre"][place]) * direction[place] for place, value in seen)
        for direction in opinion_map["directions"]
    )
    return across, up


def nearest(point: tuple[float, float], middles: Sequence[Sequence[float]]) -> int:
    """The place of the group whose middle is nearest."""
    return min(range(len(middles)), key=lambda place: math.dist(point, middles[place]))


def drawn(
    middles: Sequence[Sequence[float]], groups: Sequence[tuple[str, int]], you: tuple[float, float] | None = None
) -> tuple[list[Spot], Spot | None]:
    """The map with a spot for each group, the larger the more are in it, and one for the viewer, within the frame."""
    reach = max((abs(value) for middle in middles for value in middle), default=0.0) * 1.6 or 1.0
    most = max((size for _name, size in groups), default=1)

    def spot(name: str, size: int, at: Sequence[float], radius: float) -> Spot:
        x, y = (min(99 - radius, max(1 + radius, 50 + 50 * value / reach)) for value in at)
        return Spot(name, size, round(x, 1), round(100 - y, 1), round(radius, 1))

    spots = [
        spot(name, size, middle, 6 + 10 * math.sqrt(size / most))
        for middle, (name, size) in zip(middles, groups, strict=True)
    ]
    return spots, spot("", 1, you, 2.5) if you else None
