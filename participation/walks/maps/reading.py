"""Files of map data read as features: OpenStreetMap's PBF by pyosmium, GeoJSON by the standard library.

Both carry OpenStreetMap's tags; a GeoJSON feature has them as its properties.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from participation.walks.maps import rules
from participation.walks.maps.rules import Bounds, MapError

Place = tuple[float, float]
"""Longitude and latitude."""
Told = Callable[[int], None]
"""Is told how many objects were read, so that somebody who waits sees it go on."""

MOST_GEOJSON_MB = 300
EVERY = 20_000


@dataclass(frozen=True, slots=True)
class Feature:
    """Something in the data: a point (one line of one place), lines, or an area's rings."""

    tags: Mapping[str, str]
    shape: str
    """`point`, `line` or `area`."""
    lines: tuple[tuple[Place, ...], ...]


@dataclass(slots=True)
class Source:
    """A file of map data, and how much of it could not be read."""

    path: Path
    told: Told
    unreadable: int = 0

    def features(self) -> Iterator[Feature]:
        """What is in the file. Raises `MapError` when it is no such file or ends too early."""
        name = self.path.name.lower()
        if name.endswith((".geojson", ".json")):
            yield from self._geojson()
        elif name.endswith((".osm.pbf", ".pbf", ".osm")):
            yield from self._osm()
        else:
            raise MapError("only .osm.pbf, .osm and .geojson files can be read")

    def bounds(self) -> Bounds | None:
        """The bounds that the file itself tells, if it does."""
        if not self.path.name.lower().endswith((".pbf", ".osm")):
            return None
        import osmium

        try:
            box = osmium.io.Reader(str(self.path)).header().box()
        except RuntimeError as problem:
            raise MapError(f"this is no OpenStreetMap file, or a part of it is missing: {problem}") from problem
        if not box.valid():
            return None
        return Bounds(box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat)

    # OpenStreetMap

    def _osm(self) -> Iterator[Feature]:
        import osmium

        count = 0
        try:
            for thing in osmium.FileProcessor(str(self.path)).with_areas():
                count += 1
                if count % EVERY == 0:
                    self.told(count)
                if thing.tags and (feature := _feature_of(thing)) is not None:
                    yield feature
        except RuntimeError as problem:
            raise MapError(f"this is no OpenStreetMap file, or a part of it is missing: {problem}") from problem
        if not count:
            raise MapError("the file is empty")

    # GeoJSON

    def _geojson(self) -> Iterator[Feature]:
        if self.path.stat().st_size > MOST_GEOJSON_MB * 1_000_000:
            raise MapError(f"the file is larger than {MOST_GEOJSON_MB} MB: cut out the part that you need first")
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as problem:
            raise MapError(f"this is no GeoJSON, or a part of it is missing: {problem}") from problem
        found = data.get("features") if isinstance(data, dict) else None
        if not isinstance(found, list):
            raise MapError("this is JSON, but no GeoJSON FeatureCollection")
        for count, raw in enumerate(found, 1):
            if count % EVERY == 0:
                self.told(count)
            feature = _feature_in(raw)
            if feature is None:
                self.unreadable += 1
            else:
                yield feature


def _feature_of(thing: Any) -> Feature | None:
    tags = {tag.k: tag.v for tag in thing.tags}
    if thing.is_node():
        return (
            Feature(tags, "point", (((thing.location.lon, thing.location.lat),),)) if thing.location.valid() else None
        )
    if thing.is_way():
        if thing.is_closed() and tags.get("area") == "yes":
            return None  # comes once more, as an area
        return Feature(tags, "line", tuple(_known_parts(thing.nodes)))
    if thing.is_area():
        rings = [ring for outer in thing.outer_rings() for ring in (outer, *thing.inner_rings(outer))]
        return Feature(tags, "area", tuple(tuple((node.lon, node.lat) for node in ring) for ring in rings))
    return None


def _known_parts(nodes: Any) -> Iterator[tuple[Place, ...]]:
    """A way's places; where an extract left some out, the way falls into parts."""
    part: list[Place] = []
    for node in nodes:
        if node.location.valid():
            part.append((node.lon, node.lat))
        else:
            if len(part) > 1:
                yield tuple(part)
            part = []
    if len(part) > 1:
        yield tuple(part)


_SHAPES = {
    "Point": ("point", 0),
    "MultiPoint": ("point", 1),
    "LineString": ("line", 1),
    "MultiLineString": ("line", 2),
    "Polygon": ("area", 2),
    "MultiPolygon": ("area", 3),
}
"""What GeoJSON's geometries are, and in how many lists their places lie."""


def _feature_in(raw: Any) -> Feature | None:
    """One feature of a GeoJSON file, None when it is not as it should be."""
    if not isinstance(raw, dict) or not isinstance(geometry := raw.get("geometry"), dict):
        return None
    kind = geometry.get("type")
    if not isinstance(kind, str) or kind not in _SHAPES:
        return None
    shape, depth = _SHAPES[kind]
    try:
        lines = tuple(_lines(geometry.get("coordinates"), depth))
    except (TypeError, ValueError, LookupError):
        return None
    if shape == "point":
        lines = tuple((place,) for line in lines for place in line)
    properties = raw.get("properties")
    known = properties if isinstance(properties, dict) else {}
    return Feature({key: value for key, value in known.items() if isinstance(value, str)}, shape, lines)


def _lines(coordinates: Any, depth: int) -> Iterator[tuple[Place, ...]]:
    if depth == 0:
        yield (_place(coordinates),)
    elif depth == 1:
        yield tuple(_place(pair) for pair in coordinates)
    else:
        for inner in coordinates:
            yield from _lines(inner, depth - 1)


def _place(pair: Any) -> Place:
    lon, lat = pair[0], pair[1]
    if isinstance(lon, bool) or not (isinstance(lon, int | float) and isinstance(lat, int | float)):
        raise TypeError("a place is two numbers")
    if not (math.isfinite(lon) and math.isfinite(lat) and rules.is_place(lon, lat)):
        raise ValueError("not on the earth")
    return float(lon), float(lat)
