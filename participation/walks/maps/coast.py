"""The sea: OpenStreetMap draws only its edge, with land on the left. Here it becomes areas of water."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from participation.walks.maps.geometry import Line, Point, area, cut_line, joined

NEAR = 30.0
"""Metres within which an extract that was cut at its edge may end a coast short of the map's edge."""


def sea(coast: Iterable[Line], width: float, height: float) -> list[list[Point]]:
    """The rings of water that a coast leaves on the map; land inside them is a ring of its own."""
    open_ends: list[list[Point]] = []
    rings: list[list[Point]] = []
    for line in _in_order(coast):
        for part in cut_line(line, width, height):
            if part[0] == part[-1] and len(part) > 3:
                rings.append(part)
            elif (whole := _to_edge(part, width, height)) is not None:
                open_ends.append(whole)
    # y runs southwards, so an island, with land on its left, has a negative area.
    islands = [ring for ring in rings if area(ring) < 0]
    basins = [ring for ring in rings if area(ring) > 0]
    if islands and not open_ends and not basins:
        basins = [[(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]]
    return [*_closed(open_ends, width, height), *basins, *islands]


def _in_order(coast: Iterable[Line]) -> list[list[Point]]:
    """Coasts put together without turning any round."""
    given = [list(line) for line in coast if len(line) > 1]
    direction = {(one, other) for line in given for one, other in itertools.pairwise(line)}
    return [line if (line[0], line[1]) in direction else line[::-1] for line in joined(given)]


def _to_edge(part: list[Point], width: float, height: float) -> list[Point] | None:
    """The part with both ends on the map's edge; None when it ends in the middle of the map."""
    ends = [_edge_near(part[0], width, height), _edge_near(part[-1], width, height)]
    if ends[0] is None or ends[1] is None:
        return None
    return [ends[0], *part, ends[1]]


def _edge_near(point: Point, width: float, height: float) -> Point | None:
    x, y = point
    choices = [(x, (0.0, y)), (width - x, (width, y)), (y, (x, 0.0)), (height - y, (x, height))]
    away, place = min(choices)
    return place if away <= NEAR else None


def _along(point: Point, width: float, height: float) -> float:
    """How far along the map's edge a place on it is: clockwise as one looks at the map, from the upper left."""
    x, y = point
    if y == 0:
        return x
    if x == width:
        return width + y
    if y == height:
        return 2 * width + height - x
    return 2 * (width + height) - y


def _closed(parts: list[list[Point]], width: float, height: float) -> list[list[Point]]:
    """Water is on the right: from where a coast leaves the map, clockwise along its edge to the next that enters."""
    around = 2 * (width + height)
    corners = [(0.0, (0.0, 0.0)), (width, (width, 0.0)), (width + height, (width, height))]
    corners.append((2 * width + height, (0.0, height)))
    left = list(parts)
    rings: list[list[Point]] = []
    while left:
        ring = left.pop(0)
        while True:
            at = _along(ring[-1], width, height)
            starts = [((_along(part[0], width, height) - at) % around, number) for number, part in enumerate(left)]
            home = (_along(ring[0], width, height) - at) % around
            way, number = min([*starts, (home, -1)])
            passed = sorted(((place - at) % around, corner) for place, corner in corners)
            ring += [corner for place, corner in passed if 0 < place < way]
            if number < 0:
                break
            ring += left.pop(number)
        rings.append(ring)
    return rings
