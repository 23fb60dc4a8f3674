"""What holds for every line and ring, whatever the data: properties of the map's geometry."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from participation.walks.maps import coast, drawing, geometry, labels
from participation.walks.maps.geometry import Point
from participation.walks.maps.labels import Wish

WIDTH, HEIGHT = 1000.0, 700.0

near = st.integers(-300, 1300).map(float)
points = st.tuples(near, near)
lines = st.lists(points, min_size=2, max_size=30)
rings = st.lists(points, min_size=3, max_size=30)
inside = st.tuples(st.integers(0, 1000).map(float), st.integers(0, 700).map(float))


def on_map(point: Point, air: float = 1e-6) -> bool:
    return -air <= point[0] <= WIDTH + air and -air <= point[1] <= HEIGHT + air


@given(lines)
def test_a_cut_line_lies_on_the_map_and_is_never_longer(line: list[Point]) -> None:
    parts = geometry.cut_line(line, WIDTH, HEIGHT)
    assert all(on_map(point) for part in parts for point in part)
    assert sum(map(geometry.length, parts)) <= geometry.length(line) + 1e-6


@given(st.lists(inside, min_size=2, max_size=30))
def test_what_lies_wholly_on_the_map_is_not_cut(line: list[Point]) -> None:
    whole = [line[0], *(b for a, b in itertools.pairwise(line) if a != b)]
    assert geometry.cut_line(whole, WIDTH, HEIGHT) == ([whole] if len(whole) > 1 else [])
    assert sorted(geometry.cut_ring(line, WIDTH, HEIGHT)) == sorted(line if line[0] != line[-1] else line[:-1])


@given(rings)
def test_a_cut_ring_lies_on_the_map(ring: list[Point]) -> None:
    cut = geometry.cut_ring(ring, WIDTH, HEIGHT)
    assert all(on_map(point) for point in cut)
    if cut:
        assert abs(geometry.area(cut)) <= WIDTH * HEIGHT * len(ring)


@given(lines, st.floats(0.1, 50))
def test_a_simplified_line_keeps_its_ends_and_strays_no_further_than_said(line: list[Point], tolerance: float) -> None:
    simple = geometry.simplified(line, tolerance)
    assert (simple[0], simple[-1]) == (line[0], line[-1])
    assert set(simple) <= set(line)
    pieces = list(itertools.pairwise(simple))
    for point in line:
        assert min(geometry.distance(point, *piece) for piece in pieces) <= tolerance + 1e-9


@given(rings, st.floats(0.1, 50))
def test_a_simplified_ring_has_no_points_of_its_own(ring: list[Point], tolerance: float) -> None:
    simple = geometry.simplified_ring(ring, tolerance)
    assert set(simple) <= set(ring)
    assert simple[0] == ring[0]


@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=4), max_size=12))
def test_joining_loses_no_piece_and_adds_none(given_lines: list[list[Point]]) -> None:
    def pieces(many: list[list[Point]]) -> list[frozenset[Point]]:
        return sorted((frozenset(pair) for line in many for pair in itertools.pairwise(line)), key=sorted)

    made = geometry.joined(given_lines)
    assert pieces(made) == pieces(given_lines)
    assert len(made) <= len(given_lines)


@given(lines)
def test_rounding_gives_whole_metres_within_one_and_no_place_twice_in_a_row(line: list[Point]) -> None:
    shifted = [(x + 0.3, y - 0.4) for x, y in line]
    whole = geometry.rounded(shifted)
    assert all(one != other for one, other in itertools.pairwise(whole))
    assert all(min(math.dist(point, place) for place in whole) <= 0.71 for point in shifted)


whole_lines = st.lists(st.lists(st.tuples(st.integers(-40, 900), st.integers(-40, 900)), min_size=1, max_size=6))


@given(whole_lines, st.booleans())
def test_a_path_can_be_read_back(many: list[list[tuple[int, int]]], closed: bool) -> None:
    assert read_path(drawing.path(many, closed=closed)) == many


def read_path(path: str) -> list[list[tuple[int, int]]]:
    """The lines of an SVG path in relative steps, as a browser reads it."""
    made: list[list[tuple[int, int]]] = []
    at = (0, 0)
    for part in path.split("m")[1:]:
        numbers = [int(number) for number in part.removesuffix("z").replace("-", " -").split()]
        line: list[tuple[int, int]] = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            at = (at[0] + dx, at[1] + dy)
            line.append(at)
        if part.endswith("z"):
            at = line[0]
        made.append(line)
    return made


# Names

wishes = st.lists(
    st.builds(
        Wish,
        name=st.text("abcåäö ", min_size=1, max_size=20),
        lines=st.lists(st.lists(inside, min_size=1, max_size=5), min_size=1, max_size=3),
        weight=st.floats(0, 100),
        size=st.sampled_from([labels.LARGE, labels.SMALL]),
        kind=st.just("street"),
    ),
    max_size=12,
)


@given(wishes)
def test_no_name_stands_over_another_or_off_the_map_or_on_its_head(wanted: list[Wish]) -> None:
    made = labels.placed(wanted, WIDTH, HEIGHT)
    for place, label in enumerate(made):
        assert all(on_map(corner) for corner in label.corners)
        assert -90 < label.turned <= 90
        assert not any(labels.overlap(label, other) for other in made[:place])


@given(wishes)
def test_labels_that_overlap_do_so_both_ways(wanted: list[Wish]) -> None:
    made = [label for wish in wanted for label in labels.placed([wish], WIDTH, HEIGHT)]
    assert all(labels.overlap(a, b) == labels.overlap(b, a) for a in made for b in made)


# The sea


def wet(rings_: list[list[Point]], point: Point) -> bool:
    """Whether a place is in the water, as a browser fills rings (even-odd)."""
    hits = 0
    for ring in rings_:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if (y1 > point[1]) != (y2 > point[1]) and point[0] < x1 + (point[1] - y1) / (y2 - y1) * (x2 - x1):
                hits += 1
    return hits % 2 == 1


def test_the_sea_is_on_the_right_of_its_coast() -> None:
    northwards = [(500.0, 900.0), (500.0, -100.0)]
    assert wet(coast.sea([northwards], WIDTH, HEIGHT), (800, 300))
    assert not wet(coast.sea([northwards], WIDTH, HEIGHT), (200, 300))
    southwards = northwards[::-1]
    assert wet(coast.sea([southwards], WIDTH, HEIGHT), (200, 300))
    assert not wet(coast.sea([southwards], WIDTH, HEIGHT), (800, 300))


def test_a_coast_in_pieces_is_one_coast() -> None:
    pieces = [[(500.0, 350.0), (500.0, -100.0)], [(500.0, 900.0), (500.0, 350.0)]]
    sea = coast.sea(pieces, WIDTH, HEIGHT)
    assert (len(sea), wet(sea, (800, 300)), wet(sea, (200, 300))) == (1, True, False)


def test_an_island_in_the_sea_is_dry_and_a_pond_on_land_is_wet() -> None:
    island = [(400.0, 300.0), (400.0, 400.0), (500.0, 400.0), (500.0, 300.0), (400.0, 300.0)]
    sea = coast.sea([island], WIDTH, HEIGHT)
    assert (wet(sea, (450, 350)), wet(sea, (100, 100))) == (False, True)
    pond = coast.sea([island[::-1]], WIDTH, HEIGHT)
    assert (wet(pond, (450, 350)), wet(pond, (100, 100))) == (True, False)


def test_a_strait_between_two_coasts_is_wet_and_both_shores_are_dry() -> None:
    west, east = [(300.0, 800.0), (300.0, -9.0)], [(700.0, -9.0), (700.0, 800.0)]
    sea = coast.sea([west, east], WIDTH, HEIGHT)
    assert [wet(sea, (x, 350)) for x in (100.0, 500.0, 900.0)] == [False, True, False]


def test_a_coast_that_ends_in_the_middle_of_the_map_floods_nothing() -> None:
    assert coast.sea([[(500.0, 900.0), (500.0, 350.0)]], WIDTH, HEIGHT) == []


@given(st.lists(inside.map(lambda point: (point[0], point[1] * 0.9)), min_size=0, max_size=5))
def test_just_beside_a_coast_the_right_is_wet_and_the_left_is_dry(between: list[Point]) -> None:
    line = [(250.0, 900.0), (250.0, 650.0), *sorted(between, key=lambda point: -point[1]), (250.0, 3.0), (250.0, -90.0)]
    sea = coast.sea([line], WIDTH, HEIGHT)
    assert (wet(sea, (251, 699)), wet(sea, (249, 699))) == (True, False)
