"""What a map consists of, taken from the features of a file: in metres, cut at the map's edge, nothing drawn yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from participation.walks.maps import coast, geometry, rules
from participation.walks.maps.geometry import Point
from participation.walks.maps.reading import Feature
from participation.walks.maps.rules import Bounds


@dataclass(slots=True)
class Gathered:
    """What a map consists of, in metres from its corner, before it is drawn."""

    width: float
    height: float
    areas: dict[str, list[list[Point]]] = field(default_factory=lambda: defaultdict(list))
    ways: dict[tuple[str, str], list[list[Point]]] = field(default_factory=lambda: defaultdict(list))
    streets: dict[str, list[tuple[str, list[Point]]]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, tuple[str, Point, float]] = field(default_factory=dict)
    lamps: list[Point] = field(default_factory=list)
    coast: list[list[Point]] = field(default_factory=list)

    def on_map(self, point: Point) -> bool:
        """Whether a place lies on the map."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height


def gather(features: Iterable[Feature], bounds: Bounds, language: str) -> Gathered:
    """Take from the features what belongs on the map."""
    made = Gathered(bounds.width, bounds.height)
    for feature in features:
        lines = [[bounds.metres(*place) for place in line] for line in feature.lines if line]
        if lines:
            _TAKE[feature.shape](made, feature, lines, rules.name_in(feature.tags, language))
    made.areas["water"] += coast.sea(made.coast, made.width, made.height)
    if not made.areas["water"]:
        del made.areas["water"]
    return made


def _take_point(made: Gathered, feature: Feature, lines: list[list[Point]], name: str) -> None:
    points = [line[0] for line in lines if made.on_map(line[0])]
    if feature.tags.get("highway") == "street_lamp":
        made.lamps += points
    elif name and points and rules.is_known_place(feature.tags):
        made.places.setdefault(name, ("place", points[0], 0))


def _take_line(made: Gathered, feature: Feature, lines: list[list[Point]], name: str) -> None:
    kind = rules.kind_of_way(feature.tags)
    parts = [part for line in lines for part in geometry.cut_line(line, made.width, made.height)]
    if kind == "coastline":
        made.coast += lines
    elif kind is not None and parts:
        made.ways[kind, rules.light_of(feature.tags)] += parts
        if name and kind != "rail":
            made.streets[name] += [(kind, part) for part in parts]


def _take_area(made: Gathered, feature: Feature, rings: list[list[Point]], name: str) -> None:
    kind = rules.kind_of_area(feature.tags)
    middle = geometry.centre(rings[0])
    known = kind in {"green", "water"} or rules.is_known_place(feature.tags)
    if name and known and made.on_map(middle):
        size = abs(geometry.area(rings[0]))
        if name not in made.places or made.places[name][2] < size:
            made.places[name] = (kind if kind in rules.NAMED_AREAS else "place", middle, size)
    if kind is None:
        return
    for ring in rings:
        inside = geometry.cut_ring(ring, made.width, made.height)
        if len(inside) > 2:
            made.areas[kind].append(inside)


_TAKE = {"point": _take_point, "line": _take_line, "area": _take_area}
