"""What is told of a place that goes out, and which part of the map somebody asks for: pure decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from participation.refusal import Refusal

LONGEST_TEXT = 4000
LONGEST_ADDRESS = 200
LONGEST_REMEDY = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a place: about what, how it feels, by which light, in which words, where."""

    category: str
    feeling: int
    light: str
    text: str
    address: str
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A place as somebody approves it: about what, in which words, where. Without a spot only its name goes out."""

    category: str
    text: str
    address: str
    with_spot: bool


def came_at(moment: dt.datetime) -> dt.datetime:
    """When something came, to the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


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
