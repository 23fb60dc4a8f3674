"""What `flask map import` makes of good files, and finding a place by its name."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from participation.config import ROOT
from participation.walks.maps import drawing, queries, rules
from participation.walks.maps.reading import Feature, Source
from participation.walks.maps.rules import Bounds, MapError, Name
from tests.cast import LONG_WORD
from tests.reading import Browser
from tests.walks.map_files import BOX, PARK, STREET, SVG, ask, classes, feature, geojson, pbf

# Good files


def test_openstreetmap_data_become_the_towns_map(app: Flask, tmp_path: Path) -> None:
    code, told = ask(app, pbf(tmp_path), "--bbox", BOX)
    kept = queries.present()
    assert (code, kept is not None) == (0, True)
    assert kept is not None
    assert "It is the town's map now" in told
    assert [(name.name, name.kind, name.x, name.y) for name in kept.known_names] == [
        ("Stora gatan", "street", 284, 334)
    ]
    assert "<metadata>" not in kept.svg, "phones get the picture alone"
    assert {"street lit", "green", "lamp", "land"} <= classes(kept.svg)
    assert "© OpenStreetMap contributors" in kept.svg


def test_geojson_becomes_the_same_kind_of_map(app: Flask, tmp_path: Path) -> None:
    code, _told = ask(app, geojson(tmp_path, STREET, PARK), "--bbox", BOX, "--attribution", "Lindvik <kommun>")
    kept = queries.present()
    assert code == 0
    assert kept is not None
    assert [name.name for name in kept.known_names] == ["Lilla <parken> & ån 🛹", "Stora gatan"]
    texts = [text.text for text in ElementTree.fromstring(kept.svg).iter(f"{SVG}text")]
    assert "Lilla <parken> & ån 🛹" in texts
    assert kept.attribution == "Lindvik <kommun>"


def test_names_stand_in_the_language_asked_for(app: Flask, tmp_path: Path) -> None:
    ask(app, geojson(tmp_path, STREET), "--bbox", BOX, "--language", "fi")
    kept = queries.present()
    assert kept is not None
    assert [name.name for name in kept.known_names] == ["Isokatu"]


def test_a_file_of_its_own_can_be_had_and_nothing_is_kept(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    code, told = ask(app, geojson(tmp_path, STREET), "--bbox", BOX, "--out", out)
    assert (code, queries.present(), "Written to" in told) == (0, None, True)
    assert ElementTree.parse(out).getroot().tag == f"{SVG}svg"


def test_the_same_map_twice_is_one_and_the_last_one_kept_is_the_towns(app: Flask, tmp_path: Path) -> None:
    first = geojson(tmp_path, STREET)
    ask(app, first, "--bbox", BOX)
    one = queries.present()
    ask(app, geojson(tmp_path, STREET, PARK), "--bbox", BOX)
    other = queries.present()
    assert one
    assert other
    assert one.id != other.id
    ask(app, geojson(tmp_path, STREET), "--bbox", BOX)
    again = queries.present()
    assert again
    assert again.id == one.id


def test_everybody_may_fetch_the_picture_and_keep_it(app: Flask, tmp_path: Path) -> None:
    ask(app, geojson(tmp_path, STREET), "--bbox", BOX)
    kept = queries.present()
    assert kept is not None
    answer = Browser(app).client.get(f"/maps/{kept.id}.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert Browser(app).client.get("/maps/AAAAAAAAAAAAAAAA.svg").status_code == 404


def test_the_picture_holds_no_script_no_style_and_no_address(app: Flask, tmp_path: Path) -> None:
    bad = feature(
        "LineString", STREET["geometry"]["coordinates"], highway="residential", name='"/><script>x()</script>'
    )
    ask(app, geojson(tmp_path, bad), "--bbox", BOX)
    kept = queries.present()
    assert kept is not None
    assert {part.tag.removeprefix(SVG) for part in ElementTree.fromstring(kept.svg).iter()} <= {
        "svg", "title", "metadata", "g", "path", "text",
    }  # fmt: skip
    assert not re.search(r"href|style=|\son\w+=", kept.svg)


def test_a_map_that_was_written_down_can_be_read_again(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    ask(app, geojson(tmp_path, STREET, PARK), "--bbox", BOX, "--out", out, "--attribution", "A & <B>")
    again = drawing.read(out.read_text(encoding="utf-8"))
    made = drawing.make(
        Source(geojson(tmp_path, STREET, PARK), lambda _count: None).features(),
        rules.read_bounds(BOX),
        language="sv",
        attribution="A & <B>",
    )
    assert again == made
    with pytest.raises(MapError):
        drawing.read("<svg/>")


# Names


@given(st.text(max_size=600))
def test_searching_for_anything_finds_a_name_or_none(text: str) -> None:
    names = [Name("Mannerheimvägen", "street", 1, 2), Name("Ågatan", "street", 3, 4)]
    assert set(rules.resembling(names, text)) <= {"Mannerheimvägen", "Ågatan"}
    found = rules.find(names, text)
    assert found is None or rules.folded(found.name) == rules.folded(text)


def test_names_are_found_without_their_accents_and_when_misspelt() -> None:
    names = [Name(name, "street", 0, 0) for name in ("Mannerheimvägen", "Ågatan", "Norra Esplanaden")]
    assert [rules.find(names, typed) is not None for typed in ("mannerheimvagen", " NORRA  esplanaden", "gatan")] == [
        True, True, False,
    ]  # fmt: skip
    assert rules.resembling(names, "manerhejmvägen") == ["Mannerheimvägen"]
    assert rules.resembling(names, "espl") == ["Norra Esplanaden"]


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(0.001, 0.03), st.floats(0, 1), st.floats(0, 1))
def test_a_place_is_where_it_was_after_going_to_metres_and_back(
    west: float, south: float, span: float, x: float, y: float
) -> None:
    bounds = Bounds(west, south, west + span, south + span)
    lon, lat = west + x * span, south + y * span
    back = bounds.degrees(*bounds.metres(lon, lat))
    assert back == (pytest.approx(lon, abs=1e-9), pytest.approx(lat, abs=1e-9))


def test_a_name_without_end_is_not_shown() -> None:
    assert rules.name_in({"name": LONG_WORD}, "sv") == ""
    assert rules.name_in({"name": "a\0b\nc"}, "sv") == "a b c"


def test_a_map_that_would_weigh_too_much_is_drawn_coarser() -> None:
    bounds = rules.read_bounds(BOX)

    def curve(row: int) -> Feature:
        places = tuple((18.0505 + step * 4e-5, 59.3301 + row * 5e-5 + (step % 2) * 4e-5) for step in range(200))
        return Feature({"highway": "residential"}, "line", (places,))

    drawn = drawing.make(map(curve, range(100)), bounds, language="sv", attribution="")
    assert drawn.bytes_per_km2 <= rules.MOST_BYTES_PER_KM2


# The real thing


def test_central_helsinki_fits_the_phone_and_speaks_swedish(app: Flask) -> None:
    folder = Path(os.environ.get("SHARED_DATA") or ROOT.parent / "shared" / "data")
    path = folder / "helsinki-centre.osm.pbf"
    if not path.is_file():
        pytest.skip(f"the extract of central Helsinki is not here: {path.name}")
    code, _told = ask(app, path)
    kept = queries.present()
    assert code == 0
    assert kept is not None
    assert len(kept.svg.encode()) / kept.bounds.km2 <= rules.MOST_BYTES_PER_KM2
    names = kept.known_names
    assert all(rules.find(names, name) for name in ("Mannerheimvägen", "Alexandersgatan", "Järnvägstorget"))
    assert {"water", "green", "building", "major lit", "lamp"} <= classes(kept.svg)


def test_a_street_keeps_roughly_how_it_runs_and_a_file_that_is_read_again_too(app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"
    ask(app, geojson(tmp_path, STREET, PARK), "--bbox", BOX)
    ask(app, geojson(tmp_path, STREET, PARK), "--bbox", BOX, "--out", out)
    kept, again = queries.present(), drawing.read(out.read_text(encoding="utf-8"))
    assert kept is not None
    assert kept.known_names == again.names
    courses = {name.name: name.course for name in again.names}
    assert courses.pop("Stora gatan").count(" ") >= 3
    assert set(courses.values()) == {""}, "only streets have one"
