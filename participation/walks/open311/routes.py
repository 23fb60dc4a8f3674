"""The addresses of GeoReport v2. They answer as it says, errors too: in the format that was asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.exceptions import HTTPException

from participation import clock
from participation.events.qr import public_address
from participation.refusal import Refusal
from participation.walks import words as walk_words
from participation.walks.maps import queries as maps
from participation.walks.maps import rules as map_rules
from participation.walks.marking import rules as marking
from participation.walks.marking.words import ABOUT, FEELINGS
from participation.walks.open311 import actions, formats, queries, rules, words
from participation.walks.open311.rules import Report
from participation.walks.publishing import exports
from participation.walks.publishing import queries as places
from participation.walks.publishing import rules as publishing
from participation.walks.publishing.queries import Asked, Published
from participation.web import forms, throttle
from participation.web.access import allow, everyone
from participation.web.csrf import harmless
from participation.web.refusals import words_for
from participation.web.throttle import Limit

bp = Blueprint("open311", __name__, url_prefix="/open311")
AS = "<any(xml, json):written_as>"
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-22 05:00"
"""When the services changed last: those who keep them ask anew."""
PER_KEY = Limit(120, 60)
"""What one system may send."""


@bp.before_request
def _one_jurisdiction() -> None:
    rules.check_jurisdiction(request.values.get("jurisdiction_id", ""), _jurisdiction())


@bp.get(f"/discovery.{AS}")
@bp.get(f"/v2/discovery.{AS}")
@allow(everyone)
def discovery(written_as: str) -> Response:
    """Where the service is, in which formats, and how to get a key."""
    email = current_app.config["CONTACT_EMAIL"]
    endpoint = {
        "specification": SPECIFICATION,
        "url": public_address("/open311/v2"),
        "changeset": CHANGESET,
        "type": "production",
        "formats": [*formats.TYPES.values()],
    }
    told = {
        "changeset": CHANGESET,
        "contact": words.CONTACT % {"email": email},
        "key_service": words.KEYS % {"email": email},
    }
    return formats.answer("discovery", {**told, "endpoints": [endpoint]}, written_as)


@bp.get(f"/v2/services.{AS}")
@allow(everyone)
def services(written_as: str) -> Response:
    """What can be told: the categories of a walk."""
    told = [
        {
            "service_code": code,
            "service_name": str(name),
            "description": str(words.SERVICES[code]),
            "metadata": True,
            "type": "batch",
            "keywords": f"{str(name).lower()}, {str(words.GROUP).lower()}",
            "group": str(words.GROUP),
        }
        for code, name in ABOUT.items()
    ]
    return formats.answer("services", told, written_as)


@bp.get(f"/v2/services/<code>.{AS}")
@allow(everyone)
def service(code: str, written_as: str) -> Response:
    """What else is asked about a service: how the place feels, and by which light it was seen."""
    rules.check_service(code, ABOUT)
    feelings = {key: FEELINGS[int(key)] for key in rules.FEELINGS}
    attributes = [
        _attribute(1, "feeling", words.FEELING, feelings, required=True),
        _attribute(2, "light", words.LIGHT, walk_words.LIGHTS, required=False),
    ]
    return formats.answer("service_definition", {"service_code": code, "attributes": attributes}, written_as)


def _attribute(order: int, code: str, asked: object, values: Any, *, required: bool) -> dict[str, Any]:
    return {
        "variable": True,
        "code": code,
        "datatype": "singlevaluelist",
        "required": required,
        "datatype_description": str(words.CHOOSE_ONE),
        "order": order,
        "description": str(asked),
        "values": [{"key": key, "name": str(name)} for key, name in values.items()],
    }


@bp.get(f"/v2/requests.{AS}")
@allow(everyone)
def requests(written_as: str) -> Response:
    """The public places that are asked for: by their ids, or by service, time and status."""
    ids = rules.listed(request.args.get("service_request_id", ""))
    return _told(places.published(Asked(ids=ids) if ids else _asked(), rules.MOST), written_as)


@bp.get(f"/v2/requests/<request_id>.{AS}")
@allow(everyone)
def one_request(request_id: str, written_as: str) -> Response:
    """One public place."""
    found = places.published(Asked(ids=[request_id]))
    if not found:
        raise Refusal("unknown_request", status=404)
    return _told(found, written_as)


@bp.post(f"/v2/requests.{AS}")
@allow(everyone)
@harmless
def create(written_as: str) -> Response:
    """Take in what another system tells, with its key. Personal fields are not read, and no address is fetched."""
    throttle.spend(throttle.PER_ADDRESS, throttle.address())
    key = queries.by_secret(request.form.get("api_key", ""))
    if key is None:
        raise Refusal("unknown_key", status=403)
    throttle.spend(PER_KEY, key.id)
    token = actions.take_in(_report(), key.id, clock.now())
    told = {"token": token, "service_notice": str(words.NOTICE), "account_id": None}
    return formats.answer("service_requests", [told], written_as)


@bp.get(f"/v2/tokens/<token>.{AS}")
@allow(everyone)
def token(token: str, written_as: str) -> Response:
    """What became of what was sent: its id once it is approved, none while it waits."""
    found = places.of_token(token)
    if found is None:
        raise Refusal("unknown_token", status=404)
    place_id, approved, declined = found
    if declined:
        raise Refusal("declined", status=404)
    told = {"service_request_id": place_id if approved else None, "token": token}
    return formats.answer("service_requests", [told], written_as)


@bp.get("/<path:rest>")
@allow(everyone)
def nothing(rest: str) -> Response:
    """No other address is known."""
    return _error(404, "404", "Not Found")


@bp.post("/<path:rest>")
@allow(everyone)
@harmless
def nothing_to_write(rest: str) -> Response:
    """Only requests are written."""
    return _error(400, "405", "Method Not Allowed")


@bp.errorhandler(Refusal)
def _refused(refusal: Refusal) -> Response:
    status = refusal.status if refusal.status in {403, 404} else 400
    about = "" if not refusal.field or refusal.field in words_for(refusal) else f"{refusal.field}: "
    return _error(status, str(refusal.status if refusal.status != 422 else 400), about + words_for(refusal))


@bp.errorhandler(HTTPException)
def _failed(problem: HTTPException) -> Response:
    code = problem.code or 400
    return _error(404 if code == 404 else 400, str(code), problem.name)


def _error(status: int, code: str, text: str) -> Response:
    asked = (request.view_args or {}).get("written_as") or request.path.rpartition(".")[2]
    told = [{"code": code, "description": text}]
    return formats.answer("errors", told, asked if asked in formats.TYPES else "xml", status)


def _jurisdiction() -> str:
    return (urlsplit(public_address("")).hostname or "").removeprefix("www.")


def _asked() -> Asked:
    args = request.args
    codes = [rules.check_service(code, ABOUT) for code in rules.listed(args.get("service_code", ""))]
    span = rules.span(args.get("start_date", ""), args.get("end_date", ""), clock.now())
    statuses = rules.statuses(args.get("status", ""))
    return Asked(categories=codes, statuses=statuses, since=span.since, until=span.until)


def _told(found: list[Published], written_as: str) -> Response:
    answer = formats.answer("service_requests", [_record(place) for place in found], written_as)
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


def _record(place: Published) -> dict[str, Any]:
    picture = place.picture_text is not None
    return {
        "service_request_id": place.id,
        "status": place.status,
        "status_notes": exports.what_became(place) or str(words.OPEN),
        "service_name": str(ABOUT[place.category]),
        "service_code": place.category,
        "description": place.text,
        "agency_responsible": place.to_whom or place.department or current_app.config["MUNICIPALITY"],
        "service_notice": None,
        "requested_datetime": clock.iso(place.came_at),
        "updated_datetime": clock.iso(place.changed_at),
        "expected_datetime": _expected(place),
        "address": place.address,
        "address_id": None,
        "zipcode": None,
        "lat": place.lat,
        "long": place.lon,
        "media_url": public_address(url_for("public_places.picture", public_id=place.id)) if picture else None,
        "extended_attributes": {
            "feeling": place.feeling,
            "light": place.light or None,
            "picture": place.picture_text,
            "outcome": place.outcome,
        },
    }


def _expected(place: Published) -> str | None:
    """By when it is done, while it is not: noon in Greenwich, which is that same day in all of Europe."""
    if place.due is None or place.status == "closed":
        return None
    return clock.iso(dt.datetime.combine(place.due, dt.time(12), dt.UTC))


def _report() -> Report:
    """What was sent, without anything about a person."""
    service = rules.check_service(forms.text("service_code", limit=50), ABOUT)
    lon, lat, address = _location()
    return Report(
        category=service,
        feeling=rules.feeling(rules.attribute(request.form, "feeling")),
        light=rules.light(rules.attribute(request.form, "light")),
        text=forms.text("description", limit=publishing.LONGEST_TEXT, required=False),
        address=address,
        lon=lon,
        lat=lat,
    )


def _location() -> tuple[float | None, float | None, str]:
    """Longitude, latitude and address: a place by name is where the town's map has it."""
    by_id = forms.text("address_id", limit=publishing.LONGEST_ADDRESS, required=False)
    address = forms.text("address_string", limit=publishing.LONGEST_ADDRESS, required=False) or by_id
    lon, lat = request.form.get("long", "").strip(), request.form.get("lat", "").strip()
    if not (address or (lon and lat)):
        raise Refusal("needs_location", status=400)
    try:
        spot = marking.position(lon, lat)
    except Refusal as problem:
        raise Refusal("bad_location", status=400) from problem
    town = maps.present()
    named = map_rules.find(town.known_names, address) if town and address else None
    if spot is None and named is None and by_id == address:
        raise Refusal("unknown_address", status=400)
    if spot is None and town and named:
        spot = town.bounds.degrees(named.x, named.y)
    return *(spot or (None, None)), address
