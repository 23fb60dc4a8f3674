"""Where names stand on a map: along their streets, none over another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from participation.walks.maps.geometry import Line, Point

LARGE, SMALL = 19, 12
"""Sizes of letters in metres; small ones are read when the map is drawn larger."""
WIDTH_OF_LETTER = 0.56
"""How wide a letter is on average, by its height, with a little air."""
STRAIGHT = math.radians(14)
AIR = 4.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place: along one of the lines, or level at a point (a line of one place)."""

    name: str
    lines: Sequence[Line]
    weight: float
    """What comes first gets its place first."""
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place: the middle of its words, and how it is turned (degrees, clockwise)."""

    name: str
    x: float
    y: float
    turned: float
    size: int
    kind: str

    @property
    def corners(self) -> list[Point]:
        """The four corners of what it covers."""
        half = _width(self.name, self.size) / 2 + AIR, self.size * 0.55 + AIR / 2
        angle = math.radians(self.turned)
        cos, sin = math.cos(angle), math.sin(angle)
        around = [(-half[0], -half[1]), (half[0], -half[1]), (half[0], half[1]), (-half[0], half[1])]
        return [(self.x + x * cos - y * sin, self.y + x * sin + y * cos) for x, y in around]


def placed(wishes: Iterable[Wish], width: float, height: float) -> list[Label]:
    """The names that find a place on the map, the weightiest first."""
    made: list[Label] = []
    for wish in sorted(wishes, key=lambda wish: (-wish.size, -wish.weight, wish.name)):
        found = next((label for label in _places(wish) if _is_free(label, made, width, height)), None)
        if found is not None:
            made.append(found)
    return made


def overlap(one: Label, other: Label) -> bool:
    """Whether two labels cover the same place (by the axis that would part them)."""
    a, b = one.corners, other.corners
    if math.dist((one.x, one.y), (other.x, other.y)) > math.dist(a[0], a[2]) / 2 + math.dist(b[0], b[2]) / 2:
        return False
    return not any(_parts(corners, edge, a, b) for corners in (a, b) for edge in (0, 1))


def _parts(corners: list[Point], edge: int, a: list[Point], b: list[Point]) -> bool:
    axis = corners[edge + 1][0] - corners[edge][0], corners[edge + 1][1] - corners[edge][1]
    first = [x * axis[0] + y * axis[1] for x, y in a]
    second = [x * axis[0] + y * axis[1] for x, y in b]
    return max(first) <= min(second) or max(second) <= min(first)


def _is_free(label: Label, made: list[Label], width: float, height: float) -> bool:
    on_map = all(0 <= x <= width and 0 <= y <= height for x, y in label.corners)
    return on_map and not any(overlap(label, other) for other in made)


def _width(name: str, size: int) -> float:
    return len(name) * size * WIDTH_OF_LETTER


def _places(wish: Wish) -> Iterator[Label]:
    """Where a name could stand: the middle of its longest straight run first."""
    if all(len(line) == 1 for line in wish.lines):
        for line in wish.lines:
            yield Label(wish.name, *line[0], 0, wish.size, wish.kind)
        return
    needed = _width(wish.name, wish.size)
    runs = sorted((run for line in wish.lines for run in straight_runs(line)), key=lambda run: -math.dist(*run))
    for one, other in runs:
        if math.dist(one, other) < needed:
            return
        for part in (0.5, 0.35, 0.65, 0.22, 0.78):
            yield _along(wish, one, other, part)


def _along(wish: Wish, one: Point, other: Point, part: float) -> Label:
    x, y = one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
    turned = math.degrees(math.atan2(other[1] - one[1], other[0] - one[0]))
    if turned > 90 or turned <= -90:
        turned += 180 if turned <= -90 else -180
    return Label(wish.name, x, y, turned, wish.size, wish.kind)


def straight_runs(line: Line) -> Iterator[tuple[Point, Point]]:
    """Pieces of a line that hardly bend, as start and end."""
    start = 0
    for place in range(1, len(line)):
        if place == len(line) - 1 or _bend(line[start], line[place], line[place + 1]) > STRAIGHT:
            yield line[start], line[place]
            start = place


def _bend(one: Point, two: Point, three: Point) -> float:
    first = math.atan2(two[1] - one[1], two[0] - one[0])
    second = math.atan2(three[1] - two[1], three[0] - two[0])
    return abs((second - first + math.pi) % (2 * math.pi) - math.pi)
