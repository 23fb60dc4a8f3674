"""What `flask map import` says of files and bounds that it can make nothing of: words, never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.walks.maps import drawing, queries, rules
from participation.walks.maps.reading import Source
from participation.walks.maps.rules import MapError
from tests.cast import LONG_WORD
from tests.walks.map_files import BOX, STREET, ask, feature, geojson, pbf

BAD_BOUNDS = {
    "1,2,3": "four numbers",
    "väst,syd,öst,nord": "four numbers",
    "18.06,59.33,18.05,59.336": "out of order",
    "18.05,59.336,18.06,59.33": "out of order",
    "nan,59.33,18.06,59.336": "not on the earth",
    "1e308,59.33,1e309,59.336": "not on the earth",
    "59.33,18.05,59.336,18.06": "nothing within these bounds",
    "10,50,20,60": "km²",
    "18.05,59.33,18.0500001,59.3300001": "km²",
    LONG_WORD: "four numbers",
}


@pytest.mark.parametrize("bounds", BAD_BOUNDS, ids=[str(number) for number in range(len(BAD_BOUNDS))])
def test_bounds_that_cannot_be_are_refused_in_words(app: Flask, tmp_path: Path, bounds: str) -> None:
    code, told = ask(app, geojson(tmp_path, STREET), f"--bbox={bounds}")
    assert (code, BAD_BOUNDS[bounds] in told) == (1, True)
    assert queries.present() is None


def test_a_file_that_does_not_say_what_it_covers_needs_bounds(app: Flask, tmp_path: Path) -> None:
    assert ask(app, geojson(tmp_path, STREET)) == (
        1, "Error: the file does not say what it covers: say it with --bbox west,south,east,north\n",
    )  # fmt: skip
    code, told = ask(app, pbf(tmp_path))
    assert (code, "--bbox" in told) == (1, True)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"features": 7}', "null", "[" * 100_000, "\ufeff{}", "\0"])
def test_what_is_no_geojson_is_refused_in_words(app: Flask, tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(text, encoding="utf-8")
    code, told = ask(app, path, "--bbox", BOX)
    assert (code, "JSON" in told) == (1, True)


def test_other_files_are_refused_in_words(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "map.shp"
    path.write_bytes(b"\x00\x01")
    code, told = ask(app, path, "--bbox", BOX)
    assert (code, ".geojson" in told) == (1, True)
    assert ask(app, tmp_path / "nowhere.osm.pbf", "--bbox", BOX)[0] == 2
    assert ask(app, geojson(tmp_path, STREET), "--bbox", BOX, "--out", tmp_path / "no" / "map.svg")[0] == 1


def test_a_file_cut_off_anywhere_is_refused_in_words(app: Flask, tmp_path: Path) -> None:
    whole = pbf(tmp_path).read_bytes()
    path = tmp_path / "cut.osm.pbf"
    for length in range(0, len(whole), max(1, len(whole) // 23)):
        path.write_bytes(whole[:length])
        code, told = ask(app, path, "--bbox", BOX)
        assert (code, told.splitlines()[-1].startswith("Error: ")) == (1, True)


def test_features_of_other_kinds_are_left_out_and_counted(app: Flask, tmp_path: Path) -> None:
    odd = [
        feature("Cube", [1, 2, 3]),
        feature("LineString", "18.05,59.33", highway="path"),
        feature("LineString", [[18.05], [59.33]], highway="path"),
        feature("LineString", [[1e300, 59.33], [18.06, 59.33]], highway="path"),
        feature("LineString", [[True, False], [18.06, 59.33]], highway="path"),
        feature("Polygon", [[18.05, 59.33]], leisure="park"),
        {"type": "Feature", "geometry": None, "properties": None},
        None,
    ]
    code, told = ask(app, geojson(tmp_path, STREET, *odd), "--bbox", BOX)
    assert (code, f"{len(odd)} features could not be read" in told) == (0, True)


def test_an_empty_area_is_refused_in_words(app: Flask, tmp_path: Path) -> None:
    code, told = ask(app, geojson(tmp_path, STREET), "--bbox", "17.0,58.0,17.01,58.01")
    assert (code, "nothing within these bounds" in told) == (1, True)
    assert ask(app, geojson(tmp_path), "--bbox", BOX)[0] == 1


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
geometries = st.fixed_dictionaries(
    {"type": st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "Cube"]), "coordinates": json_values}
)
raw_features = st.fixed_dictionaries({"geometry": geometries | json_values, "properties": json_values})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(raw_features | json_values, max_size=4))
def test_whatever_the_json_says_there_is_a_map_or_words(tmp_path: Path, raw: list[Any]) -> None:
    path = geojson(tmp_path, *raw)
    source = Source(path, lambda _count: None)
    with pytest.raises(MapError):
        drawing.make(source.features(), rules.read_bounds(BOX), language="sv", attribution="")
