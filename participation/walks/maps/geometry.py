"""Lines and rings in metres: joined, cut at the map's edge, simplified, rounded. The standard library only."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Line = Sequence[Point]
Whole = tuple[int, int]


def length(line: Line) -> float:
    """How long a line is."""
    return sum(math.dist(one, other) for one, other in itertools.pairwise(line))


def area(ring: Line) -> float:
    """The area of a ring; negative when it runs the other way round."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2


def middle(line: Line) -> Point:
    """The place half way along a line."""
    left = length(line) / 2
    for one, other in itertools.pairwise(line):
        step = math.dist(one, other)
        if step >= left and step:
            part = left / step
            return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
        left -= step
    return line[0]


def centre(ring: Line) -> Point:
    """The middle of a ring's outline."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def joined(lines: Iterable[Line]) -> list[list[Point]]:
    """The same lines, put together where the end of one is the end of another."""
    left = {number: list(line) for number, line in enumerate(lines) if len(line) > 1}
    ends: dict[Point, set[int]] = defaultdict(set)
    for number, line in left.items():
        ends[line[0]].add(number)
        ends[line[-1]].add(number)
    made: list[list[Point]] = []
    while left:
        number, line = next(iter(left.items()))
        _take(number, left, ends)
        for _both_ways in range(2):
            while following := ends[line[-1]]:
                number = min(following)
                more = left[number]
                _take(number, left, ends)
                line += more[1:] if more[0] == line[-1] else more[-2::-1]
            line.reverse()
        made.append(line)
    return made


def _take(number: int, left: dict[int, list[Point]], ends: dict[Point, set[int]]) -> None:
    line = left.pop(number)
    ends[line[0]].discard(number)
    ends[line[-1]].discard(number)


def cut_line(line: Line, width: float, height: float) -> list[list[Point]]:
    """The parts of a line that lie on the map."""
    parts: list[list[Point]] = []
    for one, other in itertools.pairwise(line):
        inside = _cut(one, other, width, height)
        if inside is None:
            continue
        if parts and parts[-1][-1] == inside[0]:
            parts[-1].append(inside[1])
        else:
            parts.append([*inside])
    return [part for part in parts if len(part) > 1]


def _cut(one: Point, other: Point, width: float, height: float) -> tuple[Point, Point] | None:
    """The part of one straight piece on the map (Liang and Barsky)."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    first, last = 0.0, 1.0
    for speed, room in ((-dx, one[0]), (dx, width - one[0]), (-dy, one[1]), (dy, height - one[1])):
        if speed == 0:
            if room < 0:
                return None
        elif speed < 0:
            first = max(first, room / speed)
        else:
            last = min(last, room / speed)
    if first >= last:
        return None
    start = one if first == 0 else (one[0] + first * dx, one[1] + first * dy)
    end = other if last == 1 else (one[0] + last * dx, one[1] + last * dy)
    return start, end


def cut_ring(ring: Line, width: float, height: float) -> list[Point]:
    """The part of a ring on the map (Sutherland and Hodgman), empty when there is none."""
    points = list(ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring)
    for axis, edge, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept: list[Point] = []
        for one, other in zip(points, [*points[1:], *points[:1]], strict=True):
            here, there = sign * (one[axis] - edge), sign * (other[axis] - edge)
            if here >= 0:
                kept.append(one)
            if (here > 0 > there) or (here < 0 < there):
                part = here / (here - there)
                kept.append((one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part))
        points = kept
    return points


def simplified(line: Line, tolerance: float) -> list[Point]:
    """The line without points that lie nearer than `tolerance` to it (Douglas and Peucker); its ends stay."""
    if len(line) < 3:
        return list(line)
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = 0.0, first
        for place in range(first + 1, last):
            if (away := distance(line[place], line[first], line[last])) > far:
                far, at = away, place
        if far > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [line[place] for place in sorted(keep)]


def simplified_ring(ring: Line, tolerance: float) -> list[Point]:
    """The same for a ring, which has no ends: it is opened where it is widest."""
    if len(ring) < 4:
        return list(ring)
    far = max(range(len(ring)), key=lambda place: math.dist(ring[0], ring[place]))
    return simplified(ring[: far + 1], tolerance)[:-1] + simplified([*ring[far:], ring[0]], tolerance)[:-1]


def distance(point: Point, one: Point, other: Point) -> float:
    """How far a place is from a straight piece."""
    dx, dy = other[0] - one[0], other[1] - one[1]
    square = dx * dx + dy * dy
    if square == 0:
        return math.dist(point, one)
    part = max(0.0, min(1.0, ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / square))
    return math.dist(point, (one[0] + part * dx, one[1] + part * dy))


def rounded(line: Line) -> list[Whole]:
    """Whole metres, each place once in a row."""
    made: list[Whole] = []
    for x, y in line:
        place = (round(x), round(y))
        if not made or made[-1] != place:
            made.append(place)
    return made
