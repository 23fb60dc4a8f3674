"""What a safety walk consists of, as plain values: its plan stands in the settings of its step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from participation.refusal import Refusal

LIGHTS = ("dark", "day")
MOST_IN_GROUP = 10
MOST_GROUPS = 12
MOST_POINTS = 40
LONGEST_STOP = 60
LONGEST_PROMPT = 200
LONGEST_NOTES = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the route. With a name it is a stop, where the group halts; without, the route only bends there."""

    key: str
    name: str = ""
    prompt: str = ""
    lon: float | None = None
    lat: float | None = None

    @property
    def placed(self) -> bool:
        """Whether it is known where it is."""
        return self.lon is not None and self.lat is not None


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a walk. `map_id` names the map that it was made on."""

    map_id: str = ""
    light: str = "dark"
    groups: int = 1
    notes: str = ""
    """What was seen when the route was scouted, by daylight and in the dark; for those who lead."""
    points: tuple[Point, ...] = ()

    @property
    def stops(self) -> list[Point]:
        """Where the groups halt, in their order."""
        return [point for point in self.points if point.name]

    def stop(self, key: str) -> Point | None:
        """The stop with a key."""
        return next((point for point in self.stops if point.key == key), None)

    def number(self, key: str) -> int:
        """A stop's number, from 1; 0 for none."""
        return next((place for place, point in enumerate(self.stops, 1) if point.key == key), 0)


def plan_of(settings: Mapping[str, Any]) -> Plan:
    """The plan in a step's settings; what is not there is as in a new walk."""
    known = {name: settings[name] for name in ("map_id", "light", "groups", "notes") if name in settings}
    return Plan(**known, points=tuple(Point(**point) for point in settings.get("points", [])))


def settings_of(plan: Plan) -> dict[str, Any]:
    """A plan as it stands in a step's settings."""
    return {**asdict(plan), "points": [asdict(point) for point in plan.points]}


def with_point(plan: Plan, point: Point) -> Plan:
    """The plan with one more place at its end; one that is there already is changed."""
    if any(known.key == point.key for known in plan.points):
        return replace(plan, points=tuple(point if known.key == point.key else known for known in plan.points))
    if len(plan.points) >= MOST_POINTS:
        raise Refusal("too_many_stops", field="name", most=MOST_POINTS)
    return replace(plan, points=(*plan.points, point))


def without_point(plan: Plan, key: str) -> Plan:
    """The plan without a place; taking away what is gone changes nothing."""
    return replace(plan, points=tuple(point for point in plan.points if point.key != key))


def moved(plan: Plan, key: str, to: int) -> Plan:
    """The plan with a place moved to another, counted from 0."""
    point = next((point for point in plan.points if point.key == key), None)
    if point is None:
        raise Refusal("unknown_stop", status=404)
    others = [known for known in plan.points if known.key != key]
    others.insert(max(0, min(to, len(others))), point)
    return replace(plan, points=tuple(others))


def groups_for(people: int) -> int:
    """How many groups so many people need, so that nobody walks with more than nine others."""
    return max(1, min(MOST_GROUPS, -(-people // MOST_IN_GROUP)))


def check_group(number: int, groups: int, there: int) -> None:
    """A group exists and has room for one more."""
    if not 1 <= number <= groups:
        raise Refusal("not_a_choice", field="group")
    if there >= MOST_IN_GROUP:
        raise Refusal("group_full", field="group", most=MOST_IN_GROUP)


Frame = tuple[int, int, int, int]
"""A part of a map: left, top, width, height in metres."""

AROUND = 120
SMALLEST_FRAME = 420


def frame(places: Sequence[tuple[float, float]], width: float, height: float) -> Frame:
    """The part of a map that holds all of a route with air around it; the middle of the map when there is none."""
    inside = [(x, y) for x, y in places if 0 <= x <= width and 0 <= y <= height] or [(width / 2, height / 2)]
    left, right = min(x for x, _y in inside) - AROUND, max(x for x, _y in inside) + AROUND
    top, bottom = min(y for _x, y in inside) - AROUND, max(y for _x, y in inside) + AROUND
    across = min(max(right - left, SMALLEST_FRAME), width)
    down = min(max(bottom - top, SMALLEST_FRAME), height)
    x = min(max((left + right - across) / 2, 0), width - across)
    y = min(max((top + bottom - down) / 2, 0), height - down)
    return int(x), int(y), round(across), round(down)
