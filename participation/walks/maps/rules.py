"""What a map may be of, what belongs on it, and finding a name on it: pure decisions."""

from __future__ import annotations

import difflib
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

METRES_PER_DEGREE = 111_320.0
GRID = 10.0
"""Metres between the spots that a place may be told as."""
SMALLEST_KM2 = 0.01
LARGEST_KM2 = 60.0
LONGEST_NAME = 60
MOST_BYTES_PER_KM2 = 30_000
"""What a town's centre takes as an SVG, at most: phones keep it for a walk without net."""


class MapError(ValueError):
    """A map cannot be made; the message says why to the one who tries."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The edges of a map in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def metres_per_degree_east(self) -> float:
        """How long a degree of longitude is in the middle of the map."""
        return METRES_PER_DEGREE * math.cos(math.radians((self.south + self.north) / 2))

    @property
    def width(self) -> float:
        """Metres from west to east."""
        return (self.east - self.west) * self.metres_per_degree_east

    @property
    def height(self) -> float:
        """Metres from south to north."""
        return (self.north - self.south) * METRES_PER_DEGREE

    @property
    def km2(self) -> float:
        """The area."""
        return self.width * self.height / 1e6

    def metres(self, lon: float, lat: float) -> tuple[float, float]:
        """Metres from the north-western corner, eastwards and southwards: a town is small enough to be flat."""
        return (lon - self.west) * self.metres_per_degree_east, (self.north - lat) * METRES_PER_DEGREE

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a place on the map."""
        return self.west + x / self.metres_per_degree_east, self.north - y / METRES_PER_DEGREE

    def __str__(self) -> str:
        return f"{self.west:.5f},{self.south:.5f},{self.east:.5f},{self.north:.5f}"


def coarse(lon: float, lat: float) -> tuple[float, float]:
    """The spot of the grid that a place is told as: one of `GRID` metres, so that nobody reads a doorway from it."""
    south = GRID / METRES_PER_DEGREE
    row = round(lat / south)
    east = south / max(math.cos(math.radians(row * south)), 0.01)
    return round(round(lon / east) * east, 5), round(row * south, 5)


def read_bounds(text: str) -> Bounds:
    """Bounds as they are typed: `west,south,east,north` in degrees."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as problem:
        raise MapError(
            "the bounds are four numbers: west,south,east,north, such as 18.05,59.32,18.08,59.34"
        ) from problem
    return check_bounds(Bounds(west, south, east, north))


def check_bounds(bounds: Bounds) -> Bounds:
    """Bounds in their order, on the earth, and as large as a part of a town."""
    if not (is_place(bounds.west, bounds.south) and is_place(bounds.east, bounds.north)):
        raise MapError("the bounds are not on the earth: longitudes are -180 to 180, latitudes -85 to 85")
    if bounds.west >= bounds.east or bounds.south >= bounds.north:
        raise MapError("the bounds are out of order: west is less than east, and south less than north")
    if not SMALLEST_KM2 <= bounds.km2 <= LARGEST_KM2:
        raise MapError(
            f"the bounds hold {bounds.km2:,.2f} km²: a map is of {SMALLEST_KM2:g} to {LARGEST_KM2:g} km²; "
            "say which part with --bbox west,south,east,north"
        )
    return bounds


def is_place(lon: float, lat: float) -> bool:
    """Whether two numbers are a place on the earth (the poles aside, where no town is)."""
    return -180 <= lon <= 180 and -85 <= lat <= 85


# What belongs on a map, by OpenStreetMap's tags

AREAS = ("water", "green", "square", "building")
WAYS = ("path", "rail", "lane", "street", "major")
NAMED_AREAS = {"water", "green", "square"}
"""Areas that go by a name of their own; a stop or a school may have that of its street."""

_STREETS = {
    **dict.fromkeys(("motorway", "trunk", "primary", "secondary", "tertiary"), "major"),
    **dict.fromkeys(("residential", "unclassified", "living_street", "pedestrian", "road", "busway"), "street"),
    **dict.fromkeys(("service", "track"), "lane"),
    **dict.fromkeys(("footway", "cycleway", "path", "steps", "bridleway"), "path"),
}
_BESIDE_A_STREET = {"sidewalk", "crossing", "traffic_island", "access_aisle", "link"}
"""Footways that run along or across a street which is drawn already."""
_SERVICE_LEFT_OUT = {"parking_aisle", "driveway", "drive-through"}
_GREEN = {
    "leisure": {"park", "garden", "pitch", "playground", "nature_reserve", "golf_course"},
    "landuse": {"grass", "forest", "meadow", "recreation_ground", "cemetery", "village_green", "allotments"},
    "natural": {"wood", "scrub", "grassland", "heath", "wetland"},
}
_WATER = {"natural": {"water", "bay"}, "waterway": {"riverbank", "dock"}, "landuse": {"basin", "reservoir"}}
_KNOWN_PLACES = {
    "amenity": {"school", "library", "university", "college", "hospital", "theatre", "townhall", "marketplace",
                "community_centre", "place_of_worship", "bus_station", "kindergarten", "arts_centre"},
    "railway": {"station", "halt", "tram_stop"},
    "leisure": {"sports_centre", "stadium", "ice_rink", "swimming_pool"},
    "tourism": {"museum"},
    "place": {"square", "neighbourhood", "quarter", "suburb"},
}  # fmt: skip


def _has(tags: Mapping[str, str], wanted: Mapping[str, set[str]]) -> bool:
    return any(tags.get(key) in values for key, values in wanted.items())


def kind_of_way(tags: Mapping[str, str]) -> str | None:
    """What a line is drawn as; None for what is left out."""
    if tags.get("highway") in {"footway", "cycleway", "path"} and (
        tags.get("footway") in _BESIDE_A_STREET or tags.get("cycleway") in _BESIDE_A_STREET
    ):
        return None
    if tags.get("tunnel") == "yes" and tags.get("highway") in {"service", "corridor"}:
        return None
    if tags.get("service") in _SERVICE_LEFT_OUT or tags.get("indoor") == "yes":
        return None
    if tags.get("natural") == "coastline":
        return "coastline"
    if tags.get("railway") == "rail" and "service" not in tags and tags.get("tunnel") != "yes":
        return "rail"
    return _STREETS.get(tags.get("highway", "").removesuffix("_link"))


def kind_of_area(tags: Mapping[str, str]) -> str | None:
    """What an area is drawn as; None for what is left out."""
    if tags.get("building", "no") != "no" and tags.get("location") != "underground":
        return "building"
    if _has(tags, _WATER):
        return "water"
    if tags.get("place") == "square" or (tags.get("highway") == "pedestrian" and tags.get("area") == "yes"):
        return "square"
    return "green" if _has(tags, _GREEN) else None


def is_known_place(tags: Mapping[str, str]) -> bool:
    """Whether people go by its name when they say where something is."""
    return _has(tags, _KNOWN_PLACES)


def light_of(tags: Mapping[str, str]) -> str:
    """Whether a way is lit: `lit`, `unlit`, or empty where the data does not say."""
    said = tags.get("lit", "")
    if said in {"no", "disused"}:
        return "unlit"
    return "lit" if said else ""


def name_in(tags: Mapping[str, str], language: str) -> str:
    """A name in a language, otherwise as people there say it; empty for none that can be shown."""
    name = tags.get(f"name:{language}") or tags.get("name", "")
    name = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    return name if len(name) <= LONGEST_NAME else ""


# Finding a place by its name


@dataclass(frozen=True, slots=True)
class Name:
    """A street or a place, and where its middle is on the map, in metres."""

    name: str
    kind: str
    """`street`, `square`, `green` or `place`."""
    x: int
    y: int
    course: str = ""
    """Roughly how a street runs, so that a phone can say which one is nearest: `x y x y,x y x y`, a part of it each."""


def folded(text: str) -> str:
    """A name as it is compared: case, accents and spaces make no difference."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in bare if not unicodedata.combining(char)).split())


def find(names: Iterable[Name], text: str) -> Name | None:
    """The street or place that `text` names, if it names exactly one."""
    wanted = folded(text)
    return next((name for name in names if folded(name.name) == wanted), None) if wanted else None


def resembling(names: Sequence[Name], text: str, most: int = 5) -> list[str]:
    """Names that `text` may have meant: those that hold it, then those that are spelt nearly so."""
    wanted = folded(text)[:LONGEST_NAME]
    if not wanted:
        return []
    known = {folded(name.name): name.name for name in names}
    holding = sorted((key for key in known if wanted in key), key=lambda key: (not key.startswith(wanted), len(key)))
    near = difflib.get_close_matches(wanted, known, n=most, cutoff=0.6)
    return [known[key] for key in dict.fromkeys([*holding, *near])][:most]
