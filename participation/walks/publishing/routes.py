"""Everybody's: the map of public places, the same as a list, as data, as a feed of an area. And their pictures."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request

from participation import clock
from participation.events.qr import public_address
from participation.media import routes as media
from participation.walks import queries as walks
from participation.walks.publishing import exports, queries, rules
from participation.walks.publishing.queries import Asked
from participation.web.access import allow, everyone
from participation.web.fragments import page

bp = Blueprint("public_places", __name__)
FEED = 50
"""Places in a feed."""
ON_PAGE = 300
"""Places on the map's page; the files hold all."""


@bp.get("/places")
@allow(everyone)
def index() -> str:
    """The map of what was approved, and the same as a list by street."""
    area = _area()
    found = queries.published(Asked(area=area), ON_PAGE)
    town = walks.town()
    return page(
        "walks/publishing/map.html",
        walk=town,
        places=found,
        marks=town.public_marks(found),
        area=area,
    )


@bp.get("/places/<string(length=16):public_id>.jpg")
@allow(everyone)
def picture(public_id: str) -> Response:
    """The picture of a public place, for as long as that is public."""
    answer = media.picture(queries.picture_of(public_id) or abort(404), small=False)
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


@bp.get("/data/places.csv")
@allow(everyone)
def as_csv() -> Response:
    """All public places as a table."""
    found = queries.published(Asked(area=_area()), None)
    return _public(Response(exports.as_csv(found, public_address("")), mimetype="text/csv"))


@bp.get("/data/places.geojson")
@allow(everyone)
def as_geojson() -> Response:
    """All public places as GeoJSON."""
    told = exports.as_geojson(queries.published(Asked(area=_area()), None), public_address(""))
    told["attribution"] = current_app.config["MUNICIPALITY"]
    return _public(Response(json.dumps(told, ensure_ascii=False, indent=1) + "\n", mimetype="application/geo+json"))


@bp.get("/data/places.atom")
@allow(everyone)
def feed() -> Response:
    """The newest places of an area (`bbox=W,S,E,N`, `street=…`) as Atom, with their spots as GeoRSS."""
    found = queries.published(Asked(area=_area()), FEED)
    newest = max((place.changed_at for place in found), default=None)
    body = render_template(
        "walks/publishing/feed.xml",
        places=found,
        what_became=exports.what_became,
        street=_area().street,
        updated=clock.iso(newest) if newest else "1970-01-01T00:00:00Z",
        base=public_address(""),
        here=public_address(request.full_path.rstrip("?")),
    )
    answer = _public(make_response(body))
    answer.mimetype = "application/atom+xml"
    answer.vary.add("Accept-Language")
    return answer


def _area() -> rules.Area:
    street = "".join(char for char in request.args.get("street", "") if char.isprintable())
    return rules.area(request.args.get("bbox", "")[:100], street)


def _public(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "public, max-age=60"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
