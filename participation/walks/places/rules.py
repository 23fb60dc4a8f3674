"""Which observations belong to one place, and how they feel together: pure decisions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from participation.walks.maps.rules import METRES_PER_DEGREE, folded

REACH = 50
"""Metres within which observations are of one place."""
MOST_AT_ONCE = 500
"""Observations moved by one form."""
LONGEST_NAME = 60
LONGEST_ABOUT = 300

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an observation was made: at a stop, at a position, by a name, or several of these."""

    id: str
    stop: str = ""
    name: str = ""
    at: LonLat | None = None


@dataclass(slots=True)
class Group:
    """Observations that belong together; `key` is a known place's id, or empty for a new one."""

    key: str = ""
    ids: list[str] = field(default_factory=list)
    stops: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    at: LonLat | None = None
    """The middle of a known place, or where the first of a new one is: it stays there as others join."""

    def take(self, spot: Spot) -> None:
        """One more belongs to it."""
        self.ids.append(spot.id)
        self.at = self.at or spot.at
        self.stops.update({spot.stop} - {""})
        self.names.update({folded(spot.name)} - {""})


def group_of(key: str, spots: Iterable[Spot]) -> Group:
    """A place that is known, as others can join it."""
    group = Group(key)
    found = sorted(spots, key=lambda spot: spot.id)
    for spot in found:
        group.take(spot)
    group.at = middle([spot.at for spot in found if spot.at])
    return group


def gather(spots: Iterable[Spot], known: Sequence[Group] = ()) -> list[Group]:
    """Each spot in exactly one group: of the same stop, within `REACH` of its seed, or of the same name.

    Those near `known` places join them, so that what comes late changes nothing that somebody arranged. The order of
    the spots makes no difference. Returns the known groups that were joined, and the new ones.
    """
    groups = [Group(group.key, [], set(group.stops), set(group.names), group.at) for group in known]
    waiting = sorted(spots, key=lambda spot: spot.id)
    waiting = _take_stops(waiting, groups)
    waiting = _take_near(waiting, groups)
    waiting = _take_names(waiting, groups)
    assert not waiting
    return [group for group in groups if group.ids]


def matched(spots: Iterable[Spot], known: Sequence[Group]) -> dict[str, str]:
    """To which of the `known` places each spot belongs, for those that do: another walk seen by this one's places."""
    found = {}
    for spot in spots:
        group = next((group for group in known if spot.stop and spot.stop in group.stops), None)
        group = group or _nearest(spot.at, known)
        if group is None and spot.at is None and spot.name:
            group = next((group for group in known if folded(spot.name) in group.names), None)
        if group is not None:
            found[spot.id] = group.key
    return found


def _take_stops(waiting: Sequence[Spot], groups: list[Group]) -> list[Spot]:
    by_stop = {stop: group for group in reversed(groups) for stop in group.stops}
    for spot in waiting:
        if spot.stop and spot.stop not in by_stop:
            by_stop[spot.stop] = Group()
            groups.append(by_stop[spot.stop])
        if spot.stop:
            by_stop[spot.stop].take(spot)
    return [spot for spot in waiting if not spot.stop]


def _take_near(waiting: Sequence[Spot], groups: list[Group]) -> list[Spot]:
    """Those near a group join the nearest; of the others, those with most around them are the seeds of new ones."""
    anchors = list(groups)
    free: dict[str, Spot] = {}
    for spot in waiting:
        if (group := _nearest(spot.at, anchors)) is not None:
            group.take(spot)
        elif spot.at is not None:
            free[spot.id] = spot
    near = _neighbours(list(free.values()))
    for seed in sorted(free, key=lambda id_: (-len(near[id_]), id_)):
        if seed in free:
            group = Group()
            groups.append(group)
            for id_ in [seed, *(id_ for id_ in near[seed] if id_ in free and id_ != seed)]:
                group.take(free.pop(id_))
    return [spot for spot in waiting if spot.at is None]


def _take_names(waiting: Sequence[Spot], groups: list[Group]) -> list[Spot]:
    """Those that are only known by name: with others of that name. What has no name stays by itself."""
    by_name = {name: group for group in reversed(groups) for name in sorted(group.names)}
    for spot in waiting:
        name = folded(spot.name)
        group = by_name.get(name) if name else None
        if group is None:
            group = Group()
            groups.append(group)
            by_name[name] = group
        group.take(spot)
    return []


def _neighbours(spots: Sequence[Spot]) -> Mapping[str, list[str]]:
    """For each spot those within `REACH`, itself too, by id; looked for in its own square and those around it."""
    squares: dict[tuple[int, int], list[Spot]] = {}
    farthest = max((abs(spot.at[1]) for spot in spots if spot.at), default=0.0)
    # As wide as it takes where degrees are shortest; elsewhere squares are wider than they need to be.
    wide = REACH / METRES_PER_DEGREE / math.cos(math.radians(min(89.0, farthest)))
    tall = REACH / METRES_PER_DEGREE

    def square(at: LonLat) -> tuple[int, int]:
        return math.floor(at[0] / wide), math.floor(at[1] / tall)

    for spot in spots:
        assert spot.at
        squares.setdefault(square(spot.at), []).append(spot)
    found: dict[str, list[str]] = {}
    for spot in spots:
        assert spot.at
        x, y = square(spot.at)
        around = [other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in squares.get((x + dx, y + dy), ())]
        found[spot.id] = sorted(other.id for other in around if other.at and distance(spot.at, other.at) <= REACH)
    return found


def _nearest(at: LonLat | None, groups: Sequence[Group]) -> Group | None:
    if at is None:
        return None
    placed = [(distance(at, group.at), place, group) for place, group in enumerate(groups) if group.at]
    near = min(placed, key=lambda item: item[:2], default=None)
    return near[2] if near is not None and near[0] <= REACH else None


def distance(one: LonLat, other: LonLat) -> float:
    """Metres between two places of one town, which is small enough to be flat."""
    east = (one[0] - other[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot(east, one[1] - other[1]) * METRES_PER_DEGREE


def middle(places: Sequence[LonLat]) -> LonLat | None:
    """The middle of some places; None of none."""
    if not places:
        return None
    return math.fsum(at[0] for at in places) / len(places), math.fsum(at[1] for at in places) / len(places)


def common_name(names: Iterable[str]) -> str:
    """What most called it; of several the first in the alphabet. Empty when nobody named it."""
    counted = Counter(name for name in names if name)
    return min(counted, key=lambda name: (-counted[name], name), default="")


@dataclass(frozen=True, slots=True)
class Sides:
    """How a place feels: how many marked it unsafe, neither, safe."""

    unsafe: int = 0
    neither: int = 0
    safe: int = 0

    @property
    def all(self) -> int:
        """How many marked it."""
        return self.unsafe + self.neither + self.safe

    @property
    def tendency(self) -> str:
        """`unsafe` or `safe` when most say so, `both` otherwise; empty when nobody marked it."""
        if not self.all:
            return ""
        return "unsafe" if self.unsafe * 2 > self.all else "safe" if self.safe * 2 > self.all else "both"


def sides(feelings: Iterable[int]) -> Sides:
    """What feelings come to."""
    known = list(feelings)
    return Sides(sum(f < 0 for f in known), sum(f == 0 for f in known), sum(f > 0 for f in known))
