"""Public places as open data: one row each, stable ids, columns that are documented on the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation import clock
from participation.walks.protocol.words import OUTCOMES
from participation.walks.publishing.queries import Published
from participation.web import tables

COLUMNS: dict[str, LazyString] = {
    "id": _l("The place's stable id; the same in Open311"),
    "about": _l("light, sight, litter, people, traffic, upkeep, signs, ways_out or nice"),
    "feeling": _l("From -3, very unsafe, to 3, very safe"),
    "light": _l("dark or day; empty when nobody said"),
    "text": _l("What was said, in words that were approved"),
    "address": _l("The street or place by name"),
    "lon": _l("Longitude, to about ten metres, off the houses; empty when only the name goes out"),
    "lat": _l("Latitude, likewise"),
    "came_at": _l("When it was marked, to the hour (UTC)"),
    "changed_at": _l("When anything about it changed (UTC)"),
    "status": _l("open or closed"),
    "status_notes": _l("What became of it, or why not"),
    "outcome": _l("will_do, planned, done, passed_on, duplicate or nothing; empty: not answered yet"),
    "department": _l("The department that answers"),
    "due": _l("By when it is done, or when it was"),
    "to_whom": _l("Whom it was passed on to"),
    "picture": _l("The address of its picture, faces and plates covered"),
    "picture_text": _l("What the picture shows, in words"),
}


def row(place: Published, base: str) -> dict[str, Any]:
    """A place by the names in `COLUMNS`; `base` is the address of the site."""
    pictured = place.picture_text is not None
    return {
        "id": place.id,
        "about": place.category,
        "feeling": place.feeling,
        "light": place.light,
        "text": place.text,
        "address": place.address,
        "lon": place.lon,
        "lat": place.lat,
        "came_at": clock.iso(place.came_at),
        "changed_at": clock.iso(place.changed_at),
        "status": place.status,
        "status_notes": what_became(place) or None,
        "outcome": place.outcome,
        "department": place.department,
        "due": place.due.isoformat() if place.due else None,
        "to_whom": place.to_whom or None,
        "picture": base + url_for("public_places.picture", public_id=place.id) if pictured else None,
        "picture_text": place.picture_text,
    }


def what_became(place: Published) -> str:
    """What was said of this place alone, otherwise what the protocol answers, as one text; empty before."""
    if place.remedy is not None or not place.outcome:
        return place.remedy or ""
    outcome = str(OUTCOMES[place.outcome])
    return ". ".join(part.rstrip(".") for part in (outcome, place.to_whom, place.words) if part) + "."


def as_csv(found: Iterable[Published], base: str) -> str:
    """The places as CSV."""
    return tables.as_csv(COLUMNS, (row(place, base) for place in found))


def as_geojson(found: Iterable[Published], base: str) -> dict[str, Any]:
    """The places as GeoJSON (RFC 7946); one without a spot has no geometry."""
    return {"type": "FeatureCollection", "features": [_feature(place, base) for place in found]}


def _feature(place: Published, base: str) -> dict[str, Any]:
    told = row(place, base)
    lon, lat = told.pop("lon"), told.pop("lat")
    geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": told.pop("id"), "geometry": geometry, "properties": told}
