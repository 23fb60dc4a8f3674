"""How exact a place may be that goes out, and which part of the map somebody asks for: pure decisions."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from participation.refusal import Refusal

GRID = 10.0
"""Metres between the spots that a place may be told as."""
METRES_PER_DEGREE = 111_320.0
LONGEST_TEXT = 4000
LONGEST_ADDRESS = 200
LONGEST_REMEDY = 300
COLUMNS, ROWS = 12, 9
"""The fields of a picture that can be masked."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A place as somebody approves it: about what, in which words, where. Without a spot only its name goes out."""

    category: str
    text: str
    address: str
    with_spot: bool


def coarse(lon: float, lat: float) -> tuple[float, float]:
    """The spot of the grid that a place is told as: one of `GRID` metres, so that nobody reads a doorway from it."""
    south = GRID / METRES_PER_DEGREE
    row = round(lat / south)
    east = south / max(math.cos(math.radians(row * south)), 0.01)
    return round(round(lon / east) * east, 5), round(row * south, 5)


def came_at(moment: dt.datetime) -> dt.datetime:
    """When something came, to the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def masked_fields(chosen: Iterable[str]) -> list[tuple[float, float, float, float]]:
    """The parts of a picture to cover, as shares of its width and height, from the numbers of its fields."""
    numbers = [int(each) for each in chosen if each.isascii() and each.isdigit() and len(each) < 4]
    known = [number for number in numbers if number < COLUMNS * ROWS]
    places = [(number % COLUMNS, number // COLUMNS) for number in known]
    return [(x / COLUMNS, y / ROWS, (x + 1) / COLUMNS, (y + 1) / ROWS) for x, y in places]


@dataclass(frozen=True, slots=True)
class Area:
    """What somebody asks for: a part of the map in degrees, a street by name, neither, or both."""

    west: float = -180.0
    south: float = -90.0
    east: float = 180.0
    north: float = 90.0
    bounded: bool = False
    street: str = ""


def area(bbox: str, street: str) -> Area:
    """The area of a feed's address: `bbox=W,S,E,N` as in GeoJSON, `street=` a name."""
    named = " ".join(street.split())[:LONGEST_ADDRESS]
    if not bbox.strip():
        return Area(street=named)
    try:
        west, south, east, north = (float(part) for part in bbox.split(","))
    except ValueError as problem:
        raise Refusal("bad_bbox", status=400) from problem
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise Refusal("bad_bbox", status=400)
    return Area(west, south, east, north, bounded=True, street=named)
