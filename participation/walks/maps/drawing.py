"""A town's map: what was gathered is generalised and written as one small SVG that CSS can colour anew.

One unit is one metre. Every group has a class, and takes its colour from a custom property of the page that it is
shown in (`--map-water`); standing alone, the file shows the day.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr, unescape

from participation.walks.maps import geometry, labels, rules
from participation.walks.maps.gathering import Gathered, gather
from participation.walks.maps.geometry import Line, Point, Whole
from participation.walks.maps.labels import LARGE, SMALL, Label, Wish
from participation.walks.maps.reading import Feature
from participation.walks.maps.rules import Bounds, MapError, Name

SMALLEST_AREA = {"building": 90, "green": 400, "water": 100, "square": 200}
"""Square metres below which an area is left out."""
COARSE = {"building": 3, "green": 4, "water": 3, "square": 3, "path": 4, "lane": 3, "street": 2, "major": 2, "rail": 4}
"""Metres by which an outline may differ from the data's."""
SHORTEST = 20
"""Metres: shorter pieces of a path are steps and kerbs, not ways."""
COARSER = (1.0, 1.3, 1.7, 2.2, 3.0, 4.0)
"""By how much all of these grow until the map is small enough for a phone."""
GRID = 2
ROUGH, MOST_PARTS = 12, 3
"""How roughly the course of a street is told: metres, and how many of its parts."""
WEIGHTS = {"large": 600, "small": 500}
FOOT = 0.35
"""How far below the middle of a letter its foot is, by its height."""
WIDTHS = {"path": 1.8, "rail": 1.2, "lane": 4, "street": 8, "major": 12}
DAY = {
    "land": "#ece7dc", "water": "#bfd6e2", "green": "#d3dfc2", "square": "#f4f0e6", "building": "#dcd4c4",
    "path": "#b9ad98", "rail": "#c9c1b3", "lane": "#fbf8f1", "street": "#fffefb", "major": "#fffefb",
    "lamp": "#e0a92e", "label": "#4d4943", "water-label": "#3f6577", "green-label": "#4a6335",
}  # fmt: skip


@dataclass(slots=True)
class Drawn:
    """A map as it is kept: the picture, the names on it, and where it lies."""

    bounds: Bounds
    svg: str
    names: list[Name]
    attribution: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in metres, which are the picture's units."""
        return round(self.bounds.width), round(self.bounds.height)

    @property
    def picture(self) -> str:
        """What phones get: the picture without the names for those who read the file again."""
        return re.sub(r"<metadata>.*?</metadata>", "", self.svg, count=1)

    @property
    def bytes_per_km2(self) -> float:
        """How much the picture weighs; what is smaller than a square kilometre counts as one."""
        return len(self.picture.encode()) / max(self.bounds.km2, 1.0)


def make(features: Iterable[Feature], bounds: Bounds, *, language: str, attribution: str) -> Drawn:
    """Draw a town's map. Raises `MapError` when nothing of it lies within the bounds."""
    gathered = gather(features, bounds, language)
    if not gathered.ways and not gathered.areas:
        raise MapError("nothing within these bounds can be drawn: are they the right ones, west,south,east,north?")
    made = Drawn(bounds, "", _names(gathered), attribution)
    for coarseness in COARSER:
        made.svg = _svg(gathered, made, coarseness)
        if made.bytes_per_km2 <= rules.MOST_BYTES_PER_KM2:
            break
    return made


def read(svg: str) -> Drawn:
    """A map from the file that `make` wrote."""
    found = re.match(r'<svg [^>]*data-bounds="(.*?)">\n<title>(.*?)</title><metadata>(.*?)</metadata>', svg)
    if found is None:
        raise MapError("this is no map that was made here")
    bounds, attribution, names = (unescape(part) for part in found.groups())
    known = [Name(name, kind, *where) for kind, places in json.loads(names).items() for name, *where in places]
    return Drawn(rules.read_bounds(bounds), svg, sorted(known, key=lambda name: rules.folded(name.name)), attribution)


def _longest_first(lines: Iterable[Line]) -> list[list[Point]]:
    """Lines put together, the longest first."""
    return sorted(geometry.joined(lines), key=geometry.length, reverse=True)


def _names(gathered: Gathered) -> list[Name]:
    """Every street and place by name, as it is chosen without looking at the map."""
    found: dict[str, Name] = {}
    for name, pieces in gathered.streets.items():
        parts = _longest_first(line for _kind, line in pieces)
        x, y = geometry.middle(parts[0])
        found[rules.folded(name)] = Name(name, "street", round(x), round(y), _course(parts))
    for name, (kind, (x, y), _size) in gathered.places.items():
        if kind in rules.NAMED_AREAS or rules.folded(name) not in found:
            found[rules.folded(name)] = Name(name, kind, round(x), round(y))
    return [found[key] for key in sorted(found)]


def _course(parts: Sequence[Line]) -> str:
    """How a street runs, in few words: its longest parts, and of these what is more than a few steps off a line."""
    rough = (geometry.simplified(part, ROUGH) for part in parts[:MOST_PARTS])
    return ",".join(" ".join(f"{x:.0f} {y:.0f}" for x, y in part) for part in rough)


def _wishes(gathered: Gathered) -> Iterable[Wish]:
    """The names that want to stand on the map."""
    for name, (kind, middle, size) in gathered.places.items():
        if kind != "place" and size > 1500:
            yield Wish(name, [[middle]], size, LARGE if size > 15_000 else SMALL, kind)
    for name, pieces in gathered.streets.items():
        if gathered.places.get(name, ("",))[0] in rules.NAMED_AREAS:
            continue
        major = any(kind == "major" for kind, _line in pieces)
        if all(kind == "path" for kind, _line in pieces):
            continue
        parts = [geometry.simplified(line, 6) for line in _longest_first(line for _kind, line in pieces)]
        long = sum(map(geometry.length, parts))
        yield Wish(name, parts, long, LARGE if major and long > 250 else SMALL, "street")


# Writing it down


def _svg(gathered: Gathered, made: Drawn, coarseness: float) -> str:
    width, height = made.size
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" data-bounds="{made.bounds}">',
        f"<title>{escape(made.attribution)}</title><metadata>{escape(_by_kind(made.names))}</metadata>",
        f'<g id="map" font-family="system-ui,sans-serif">{_fill("land")}<path d="M0 0h{width}v{height}H0z"/></g>',
        *(_drawn_areas(kind, gathered.areas[kind], coarseness) for kind in rules.AREAS if kind in gathered.areas),
        *_drawn_ways(gathered, coarseness),
        _drawn_lamps(gathered.lamps),
        *_drawn_labels(labels.placed(_wishes(gathered), *made.size)),
        "</g></svg>\n",
    ]
    return "\n".join(part for part in parts if part)


def _by_kind(names: Iterable[Name]) -> str:
    """The names for who reads the file again: for each kind its names with their places, streets with their course."""
    kinds: dict[str, list[list[object]]] = defaultdict(list)
    for name in names:
        kinds[name.kind].append([name.name, name.x, name.y, *filter(None, [name.course])])
    return json.dumps(kinds, ensure_ascii=False, separators=(",", ":"))


def _colour(name: str) -> str:
    return f"var(--map-{name},{DAY[name]})"


def _fill(kind: str) -> str:
    return f'<g class="{kind}" fill="{_colour(kind)}">'


def _drawn_areas(kind: str, rings: Sequence[Line], coarseness: float) -> str:
    """Areas on a grid of `GRID` metres: nobody sees the difference, and their numbers are shorter."""
    large = [ring for ring in rings if abs(geometry.area(ring)) >= SMALLEST_AREA[kind] * coarseness]
    coarse = [geometry.simplified_ring(ring, COARSE[kind] * coarseness) for ring in large]
    whole = [geometry.rounded([(x / GRID, y / GRID) for x, y in ring]) for ring in coarse]
    drawn = path([ring for ring in whole if len(ring) > 2], closed=True)
    return f'{_fill(kind)}<path transform="scale({GRID})" fill-rule="evenodd" d="{drawn}"/></g>' if drawn else ""


def _drawn_ways(gathered: Gathered, coarseness: float) -> Iterable[str]:
    for kind in rules.WAYS:
        for light in ("unlit", "", "lit"):
            if (kind, light) not in gathered.ways:
                continue
            parts = _longest_first(gathered.ways[kind, light])
            kept = [part for part in parts if kind != "path" or geometry.length(part) >= SHORTEST * coarseness]
            whole = [geometry.rounded(geometry.simplified(part, COARSE[kind] * coarseness)) for part in kept]
            drawn = path([line for line in whole if len(line) > 1], closed=False)
            stroke = f"var(--map-{light}-{kind},{_colour(kind)})" if light else _colour(kind)
            dash = ' stroke-dasharray="5 3"' if kind == "path" else ""
            if drawn:
                yield (
                    f'<path class={quoteattr(f"{kind} {light}".strip())} fill="none" stroke="{stroke}" '
                    f'stroke-width="{WIDTHS[kind]}" stroke-linejoin="round"{dash} d="{drawn}"/>'
                )


def _drawn_lamps(lamps: Sequence[Point]) -> str:
    spots = sorted({(round(x), round(y)) for x, y in lamps})
    if not spots:
        return ""
    drawn = path([[spot] for spot in spots], closed=True)
    return (
        f'<path class="lamp" fill="none" stroke="{_colour("lamp")}" stroke-width="var(--map-lamp-size,0)" '
        f'stroke-linecap="round" d="{drawn}"/>'
    )


def _drawn_labels(placed: Sequence[Label]) -> Iterable[str]:
    for size, part in ((LARGE, "large"), (SMALL, "small")):
        for kind in ("street", "square", "green", "water"):
            chosen = [label for label in placed if label.size == size and label.kind == kind]
            if chosen:
                colour = _colour(f"{kind}-label" if f"{kind}-label" in DAY else "label")
                yield (
                    f'<g class="label {part}" font-size="{size}" font-weight="{WEIGHTS[part]}" '
                    f'text-anchor="middle" fill="{colour}" '
                    f'stroke="{_colour("land")}" stroke-width="3" stroke-linejoin="round" paint-order="stroke" '
                    f'opacity="var(--map-{part}-names,1)">{"".join(map(_words, chosen))}</g>'
                )


def _words(label: Label) -> str:
    """A name with its middle, not its foot, in its place."""
    angle = math.radians(label.turned)
    x, y = label.x - math.sin(angle) * label.size * FOOT, label.y + math.cos(angle) * label.size * FOOT
    if not round(label.turned):
        return f'<text x="{x:.0f}" y="{y:.0f}">{escape(label.name)}</text>'
    return f'<text transform="translate({x:.0f} {y:.0f})rotate({label.turned:.0f})">{escape(label.name)}</text>'


def path(lines: Iterable[Sequence[Whole]], *, closed: bool) -> str:
    """Lines as an SVG path in its shortest words: each place told from the one before."""
    made: list[str] = []
    at = (0, 0)
    for line in lines:
        steps = [(x - before[0], y - before[1]) for (x, y), before in zip(line, [at, *line], strict=False)]
        made.append(f"m{_pair(*steps[0])}" + "".join(_after(step) for step in steps[1:]) + ("z" if closed else ""))
        at = line[0] if closed else line[-1]
    return "".join(made)


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _after(step: Whole) -> str:
    pair = _pair(*step)
    return pair if pair.startswith("-") else f" {pair}"
