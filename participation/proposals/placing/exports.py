"""Proposals that are about a place, as GeoJSON."""

from __future__ import annotations

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation.proposals.placing import queries

PROPERTIES: dict[str, LazyString] = {
    "address": _l("The page of the proposal"),
    "title": _l("Its title"),
    "state": _l("As in the table"),
    "verdict": _l("As in the table"),
    "place": _l("The street or place by name"),
    "process_id": _l("The id of its process"),
    "process": _l("The title of its process"),
    "support": _l("How many participants stood behind it"),
}


def as_geojson(base: str) -> dict[str, Any]:
    """All of them as a FeatureCollection (RFC 7946); the id of a feature is the proposal's number."""
    return {"type": "FeatureCollection", "features": [_feature(row, base) for row in queries.everything()]}


def _feature(row: Any, base: str) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in PROPERTIES if name != "address"}
    return {
        "type": "Feature",
        "id": row.number,
        "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
        "properties": {"address": f"{base}/f/{row.number}", **told},
    }
