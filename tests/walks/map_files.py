"""Small files of map data, good ones to begin from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import osmium
from flask import Flask

BOX = "18.0500,59.3300,18.0600,59.3360"
"""A small part of a town, some 570 × 670 metres."""
SVG = "{http://www.w3.org/2000/svg}"


def ask(app: Flask, *args: object) -> tuple[int, str]:
    """Exit code and all that was printed."""
    found = app.test_cli_runner().invoke(args=["map", "import", *map(str, args)])
    assert "Traceback" not in found.output
    return found.exit_code, found.output


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


STREET = feature(
    "LineString",
    [[18.0505, 59.333], [18.0595, 59.333]],
    highway="residential",
    name="Stora gatan",
    **{"name:fi": "Isokatu"},
)
PARK = feature(
    "Polygon",
    [[[18.052, 59.331], [18.055, 59.331], [18.055, 59.3325], [18.052, 59.3325], [18.052, 59.331]]],
    leisure="park",
    name="Lilla <parken> & ån 🛹",
)


def geojson(folder: Path, *features: Any) -> Path:
    path = folder / "town.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def pbf(folder: Path) -> Path:
    """A town in OpenStreetMap's own format: a lit street in two pieces, a park with a hole, a lamp."""
    path = folder / "town.osm.pbf"
    path.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(path))
    places = [(18.051, 59.333), (18.055, 59.333), (18.059, 59.3331), (18.052, 59.331), (18.055, 59.331)]
    places += [(18.055, 59.3325), (18.052, 59.3325)]
    for number, place in enumerate(places, 1):
        writer.add_node(osmium.osm.mutable.Node(id=number, version=1, location=place))
    lamp = {"highway": "street_lamp"}
    writer.add_node(osmium.osm.mutable.Node(id=8, version=1, location=(18.057, 59.3329), tags=lamp))
    street = {"highway": "residential", "name": "Isokatu", "name:sv": "Stora gatan", "lit": "yes"}
    writer.add_way(osmium.osm.mutable.Way(id=1, version=1, nodes=[1, 2], tags=street))
    writer.add_way(osmium.osm.mutable.Way(id=2, version=1, nodes=[2, 3], tags=street))
    writer.add_way(osmium.osm.mutable.Way(id=3, version=1, nodes=[4, 5, 6, 7, 4], tags={"leisure": "park"}))
    writer.add_way(osmium.osm.mutable.Way(id=4, version=1, nodes=[1, 99, 2], tags={"highway": "path"}))
    writer.close()
    return path


def classes(svg: str) -> set[str]:
    return {part.get("class") or "" for part in ElementTree.fromstring(svg).iter() if part.get("class")}
