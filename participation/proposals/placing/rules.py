"""What is kept of where a proposal is about, and proposals gathered by place. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

NAME = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its name, and where it is in degrees, as far as known."""

    name: str
    lon: float | None = None
    lat: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether it can be drawn."""
        return self.lon is not None and self.lat is not None


def key(name: str) -> str:
    """A name as it is compared: case, accents and spaces make no difference."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(char for char in bare if not unicodedata.combining(char)).split())[:NAME]


def chosen(name: str, found: Spot | None, marked: Spot | None, takes_marked: bool) -> Spot | None:
    """The place that somebody said: the spot of the walk when they ticked it, else that of the name on the map.

    `found` is what the map knows by the name, `marked` where the walk marked it. None when nothing was said.
    """
    if takes_marked and marked is not None:
        return Spot(found.name if found else name or marked.name, marked.lon, marked.lat)
    if found is not None:
        return found
    return Spot(name) if name else None


@dataclass(slots=True)
class Gathered:
    """The proposals of one place, numbered as on the map (0: it is not on it)."""

    spot: Spot
    number: int = 0
    rows: list[Any] = field(default_factory=list)


def gather(rows: Iterable[Any]) -> Sequence[Gathered]:
    """Proposals by place, those with most first; places that can be drawn get numbers in that order."""
    together: dict[object, Gathered] = {}
    for row in rows:
        spot = Spot(row.place, row.lon, row.lat)
        where = row.place_key or (spot.lon, spot.lat)
        together.setdefault(where, Gathered(spot)).rows.append(row)
    found = sorted(together.values(), key=lambda one: (not one.spot.is_known, -len(one.rows), key(one.spot.name)))
    for place, one in enumerate(found, start=1):
        one.number = place if one.spot.is_known else 0
    return found
