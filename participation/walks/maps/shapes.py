"""Houses and ways read back from a map's picture, in metres: what the picture shows is all that is kept of the data."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from participation.walks.maps.geometry import Line, Point
from participation.walks.maps.rules import WAYS

FROM_A_HOUSE = 6.0
"""A spot nearer to a house than this is told as one on the nearest way instead."""

_WALKED = "|".join(way for way in WAYS if way != "rail")
_HOUSES = re.compile(r'<g class="building"[^>]*><path transform="scale\((\d+)\)"[^>]* d="([^"]*)"')
_WAYS = re.compile(rf'<path class="(?:{_WALKED})(?: (?:lit|unlit))?"[^>]* d="([^"]*)"')
_STEP = re.compile(r"([mz])|(-?\d+)")


@lru_cache(maxsize=4)
def houses(svg: str) -> list[list[Point]]:
    """The outlines of all houses."""
    return [
        [(x * int(scale), y * int(scale)) for x, y in ring]
        for scale, drawn in _HOUSES.findall(svg)
        for ring in lines(drawn)
        if len(ring) > 2
    ]


@lru_cache(maxsize=4)
def ways(svg: str) -> list[list[Point]]:
    """All streets and paths."""
    return [line for drawn in _WAYS.findall(svg) for line in lines(drawn) if len(line) > 1]


def lines(drawn: str) -> list[list[Point]]:
    """The lines of a path as `drawing.path` writes them: each place told from the one before."""
    found: list[list[Point]] = []
    at, waiting = (0.0, 0.0), None
    for sign, number in _STEP.findall(drawn):
        if sign == "m":
            found.append([])
        elif sign == "z":
            at = found[-1][0]
        elif waiting is None:
            waiting = float(number)
        else:
            at = (at[0] + waiting, at[1] + float(number))
            found[-1].append(at)
            waiting = None
    return found


def off_houses(at: Point, houses: Iterable[Line], ways: Sequence[Line]) -> Point:
    """Where a place is told to be, in metres: as it is, or on the nearest way when it is in or at a house."""
    if not ways or not any(_is_at(at, ring) for ring in houses):
        return at
    return min((_nearest(at, way) for way in ways), key=lambda spot: math.dist(at, spot))


def _is_at(at: Point, ring: Line) -> bool:
    if not _near(at, ring):
        return False
    return _inside(at, ring) or math.dist(at, _nearest(at, [*ring, ring[0]])) < FROM_A_HOUSE


def _near(at: Point, ring: Line) -> bool:
    """Whether it is worth looking: most houses of a town are far away."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    away = FROM_A_HOUSE
    return min(xs) - away <= at[0] <= max(xs) + away and min(ys) - away <= at[1] <= max(ys) + away


def _inside(at: Point, ring: Line) -> bool:
    x, y = at
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _nearest(at: Point, line: Line) -> Point:
    pieces = itertools.pairwise(line)
    return min((_on_piece(at, one, other) for one, other in pieces), key=lambda spot: math.dist(at, spot))


def _on_piece(at: Point, one: Point, other: Point) -> Point:
    dx, dy = other[0] - one[0], other[1] - one[1]
    long = dx * dx + dy * dy
    share = ((at[0] - one[0]) * dx + (at[1] - one[1]) * dy) / long if long else 0.0
    share = min(max(share, 0.0), 1.0)
    return one[0] + share * dx, one[1] + share * dy
