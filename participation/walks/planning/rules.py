"""Where a stop is, from what an organiser typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from participation.refusal import Refusal
from participation.walks.maps import rules as maps
from participation.walks.maps.rules import Bounds, Name

_PAIR = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def place_of(text: str, names: Sequence[Name], bounds: Bounds | None) -> tuple[float, float] | None:
    """Longitude and latitude of what was typed: a name on the map, or `latitude, longitude`; None for nothing.

    Refuses a name that is not on the map, with those that it may have meant, and a place outside it.
    """
    if not text:
        return None
    if found := _PAIR.fullmatch(text):
        lat, lon = float(found[1]), float(found[2])
        if not maps.is_place(lon, lat) or (bounds is not None and not is_on(lon, lat, bounds)):
            raise Refusal("not_on_map", field="place")
        return lon, lat
    named = maps.find(names, text)
    if named is not None and bounds is not None:
        return bounds.degrees(named.x, named.y)
    if near := maps.resembling(names, text):
        raise Refusal("which_place", field="place", names=", ".join(near))
    raise Refusal("unknown_place", field="place")


def is_on(lon: float, lat: float, bounds: Bounds) -> bool:
    """Whether a place lies on the map."""
    return bounds.west <= lon <= bounds.east and bounds.south <= lat <= bounds.north
