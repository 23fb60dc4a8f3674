"""Open311 GeoReport v2: its answers in both formats, its errors, and what is taken in with a key."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation import clock
from participation.db import db
from participation.demo.cast import ASTRID
from participation.walks.marking.rules import ABOUT
from participation.walks.open311 import actions, rules
from participation.walks.open311.models import Open311Key
from participation.walks.publishing import actions as publishing
from participation.walks.publishing import queries as places
from participation.walks.publishing.models import PublicPlace
from participation.walks.publishing.queries import Asked
from tests.cast import account, at_desk, staff_of
from tests.reading import Browser, said
from tests.walks.test_publishing import published
from tests.walks.walking import Walk

V2 = "/open311/v2"
W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def api(app: Flask) -> Browser:
    staff_of(app)
    return Browser(app)


@pytest.fixture
def key(api: Browser) -> str:
    return actions.make_key("Felanmälan", once="form", by_id=account(ASTRID).id, now=clock.now())


def xml(answer: TestResponse) -> ET.Element:
    assert answer.content_type == "text/xml; charset=utf-8"
    assert answer.data.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return ET.fromstring(answer.data)


def spark(element: ET.Element) -> Any:
    """XML as JSON by the convention that GeoReport names: an element that holds one kind of element is a list."""
    lists = {"services", "attributes", "values", "service_requests", "errors", "endpoints", "formats"}
    if element.tag in lists:
        return [spark(child) for child in element]
    return {child.tag: spark(child) for child in element} if len(element) else element.text


def as_text(value: Any) -> Any:
    """JSON's values as XML has them."""
    if isinstance(value, dict):
        return {name: as_text(part) for name, part in value.items()}
    if isinstance(value, list):
        return [as_text(part) for part in value]
    return (
        value
        if value is None
        else None
        if value == ""
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )


def send(api: Browser, key: str, written_as: str = "json", **fields: str) -> TestResponse:
    values = {
        "api_key": key,
        "service_code": "light",
        "lat": "60.17154",
        "long": "24.94431",
        "attribute[feeling]": "-2",
        "description": "Lampan är trasig",
        **{name.replace("__", "[").replace("_end", "]"): value for name, value in fields.items()},
    }
    return api.client.post(f"{V2}/requests.{written_as}", data={n: v for n, v in values.items() if v}, forged=True)


def error(answer: TestResponse) -> tuple[int, str]:
    """The status of a refused request, and its code; both formats have the same shape."""
    if answer.mimetype == "text/xml":
        (told,) = spark(xml(answer))
    else:
        (told,) = answer.json
    assert set(told) == {"code", "description"}
    assert told["description"]
    return answer.status_code, told["code"]


# Reading


@pytest.mark.parametrize("path", ["/open311/discovery", f"{V2}/services", f"{V2}/services/light", f"{V2}/requests"])
def test_xml_and_json_say_the_same(walk: Walk, path: str) -> None:
    published(walk, "Mörkt & tyst <här>")
    published(walk, "Bara namnet", spot=False)
    reader = Browser(walk.app)
    told = reader.get(f"{path}.json")
    assert told.content_type == "application/json; charset=utf-8"
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert spark(xml(reader.get(f"{path}.xml"))) == as_text(told.json)


def test_discovery_says_where_the_service_is(api: Browser) -> None:
    told = api.get("/open311/discovery.json").json
    assert set(told) == {"changeset", "contact", "key_service", "endpoints"}
    (endpoint,) = told["endpoints"]
    assert endpoint["url"] == "http://localhost/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    assert api.get(f"{V2}/discovery.json").json == told


def test_every_category_of_a_walk_is_a_service_with_its_attributes(api: Browser) -> None:
    services = api.get(f"{V2}/services.json").json
    assert [service["service_code"] for service in services] == list(ABOUT)
    assert {(service["metadata"], service["type"]) for service in services} == {(True, "batch")}
    for service in services:
        told = api.get(f"{V2}/services/{service['service_code']}.json").json
        assert [(each["code"], each["required"]) for each in told["attributes"]] == [
            ("feeling", True),
            ("light", False),
        ]
        assert [value["key"] for value in told["attributes"][0]["values"]] == ["-3", "-2", "-1", "0", "1", "2", "3"]


def test_a_request_is_told_as_georeport_says(walk: Walk) -> None:
    published(walk, "Mörkt här")
    (record,) = Browser(walk.app).get(f"{V2}/requests.json").json
    assert (record["status"], record["service_code"], record["description"]) == ("open", "light", "Mörkt här")
    assert isinstance(record["lat"], float)
    assert isinstance(record["service_request_id"], str)
    assert all(W3C.fullmatch(record[name]) for name in ("requested_datetime", "updated_datetime"))
    assert {"status_notes", "service_name", "agency_responsible", "service_notice", "expected_datetime"} < set(record)
    assert {"address", "address_id", "zipcode", "long", "media_url"} < set(record)
    one = Browser(walk.app).get(f"{V2}/requests/{record['service_request_id']}.json").json
    assert one == [record]


def test_requests_are_found_by_service_status_time_and_ids(walk: Walk) -> None:
    published(walk, "A")
    published(walk, "B")
    reader = Browser(walk.app)
    ids = {record["description"]: record["service_request_id"] for record in reader.get(f"{V2}/requests.json").json}
    publishing.close(ids["B"], "Lagat", by_id=walk.leader_id, now=clock.now())
    old = clock.now() - dt.timedelta(days=200)
    db.session.get_one(PublicPlace, ids["A"]).came_at = old
    db.session.commit()

    def found(**asked: str) -> set[str]:
        return {record["description"] for record in reader.get(f"{V2}/requests.json", query_string=asked).json}

    assert found() == {"B"}
    assert found(status="closed") == {"B"}
    assert found(status="open") == set()
    assert found(status="open,closed", service_code="light,nice") == {"B"}
    assert found(service_code="nice") == set()
    assert found(start_date=clock.iso(old - dt.timedelta(days=1)), status="open") == {"A"}
    assert found(end_date=clock.iso(old + dt.timedelta(days=1))) == {"A"}
    assert found(start_date=(old - dt.timedelta(days=1)).isoformat()) == {"A"}
    assert found(service_request_id=f"{ids['A']},{ids['B']},nobody", status="closed", start_date="x") == {"A", "B"}


def test_a_request_that_was_taken_down_is_not_found_any_more(walk: Walk) -> None:
    published(walk)
    reader = Browser(walk.app)
    request_id = reader.get(f"{V2}/requests.json").json[0]["service_request_id"]
    publishing.take_down(request_id, by_id=walk.leader_id, now=clock.now())
    assert error(reader.get(f"{V2}/requests/{request_id}.json")) == (404, "404")
    assert reader.get(f"{V2}/requests.json?service_request_id={request_id}").json == []


def test_no_answer_holds_more_than_a_thousand(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules.MOST == 1000
    monkeypatch.setattr(rules, "MOST", 1)
    published(walk, "A")
    published(walk, "B")
    assert len(Browser(walk.app).get(f"{V2}/requests.json").json) == 1


# Errors


@pytest.mark.parametrize("written_as", ["json", "xml"])
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("services.{}?jurisdiction_id=elsewhere.se", 404),
        ("services/nothing.{}", 404),
        ("services/nothing.{}?jurisdiction_id=", 404),
        ("requests/nothing.{}", 404),
        ("tokens/nothing.{}", 404),
        ("requests.{}?service_code=nothing", 404),
        ("requests.{}?status=begun", 400),
        ("requests.{}?start_date=yesterday", 400),
        ("requests.{}?start_date=2026-01-01T00:00:00", 400),
        ("requests.{}?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", 400),
        ("requests.{}?start_date=2026-06-01T00:00:00Z&end_date=2026-05-01T00:00:00Z", 400),
        ("requests.{}?end_date=0001-01-01T00:00:00Z", 400),
        ("requests.{}?start_date=9999-12-31T23:59:59-10:00", 400),
        ("nothing.{}", 404),
    ],
)
def test_errors_have_their_status_and_the_format_that_was_asked_for(
    api: Browser, asked: str, status: int, written_as: str
) -> None:
    answer = api.get(f"{V2}/{asked.format(written_as)}")
    assert error(answer) == (status, str(status))
    assert answer.mimetype == {"json": "application/json", "xml": "text/xml"}[written_as]


def test_an_address_without_a_format_is_answered_in_xml(api: Browser) -> None:
    assert error(api.get(f"{V2}/services")) == (404, "404")


def test_our_own_jurisdiction_may_be_named(api: Browser) -> None:
    for named in ("localhost", "www.localhost", "LOCALHOST", ""):
        assert api.get(f"{V2}/services.json?jurisdiction_id={named}").status_code == 200


# Writing


@pytest.mark.parametrize("written_as", ["json", "xml"])
def test_nothing_is_written_without_a_valid_key(api: Browser, key: str, written_as: str) -> None:
    assert error(send(api, "", written_as)) == (403, "403")
    assert error(send(api, "guess", written_as)) == (403, "403")
    known = db.session.query(Open311Key).one()
    assert key not in (known.digest, known.id)
    actions.revoke_key(known.id, by_id=account(ASTRID).id, now=clock.now())
    actions.revoke_key(known.id, by_id=account(ASTRID).id, now=clock.now())
    assert error(send(api, key, written_as)) == (403, "403")
    assert db.session.query(PublicPlace).count() == 0


def test_what_a_system_sends_waits_until_somebody_approves_it(api: Browser, key: str) -> None:
    (told,) = send(api, key).json
    assert set(told) == {"token", "service_notice", "account_id"}
    assert api.get(f"{V2}/requests.json").json == []
    token = told["token"]
    assert api.get(f"{V2}/tokens/{token}.json").json == [{"service_request_id": None, "token": token}]
    desk = at_desk(api.client.application, ASTRID)
    assert "Lampan är trasig" in said(desk.get("/staff/open311").text)
    desk.send("/approve")
    (known,) = api.get(f"{V2}/tokens/{token}.json").json
    (record,) = api.get(f"{V2}/requests/{known['service_request_id']}.json").json
    assert record["description"] == "Lampan är trasig"
    assert (record["lat"], record["long"]) != (60.17154, 24.94431)
    assert spark(xml(api.get(f"{V2}/tokens/{token}.xml"))) == [known]


def test_what_is_declined_never_goes_out(api: Browser, key: str) -> None:
    token = spark(xml(send(api, key, "xml")))[0]["token"]
    desk = at_desk(api.client.application, ASTRID)
    desk.get("/staff/open311")
    desk.send("/decline")
    assert places.waiting() == []
    assert api.get(f"{V2}/requests.json").json == []
    assert error(api.get(f"{V2}/tokens/{token}.json")) == (404, "404")


def test_the_same_report_sent_again_is_one(api: Browser, key: str) -> None:
    assert send(api, key).json[0]["token"] == send(api, key).json[0]["token"]
    assert send(api, key, description="Något annat").json[0]["token"] != send(api, key).json[0]["token"]
    assert db.session.query(PublicPlace).count() == 2


def test_personal_fields_are_dropped_and_no_address_is_fetched(api: Browser, key: str) -> None:
    personal = {
        "email": "anna@example.org",
        "device_id": "phone-17",
        "account_id": "acc-17",
        "first_name": "Anna-Lotta",
        "last_name": "Personsson",
        "phone": "0701234567",
        "media_url": "http://192.0.2.1/anna.jpg",
    }
    assert send(api, key, **personal).status_code == 200
    row = db.session.query(PublicPlace).one()
    kept = " ".join(str(getattr(row, column.name)) for column in PublicPlace.__table__.columns)
    assert [value for value in personal.values() if value in kept] == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"service_code": "nothing"}, 404),
        ({"service_code": ""}, 400),
        ({"lat": "", "long": ""}, 400),
        ({"lat": "60.1", "long": ""}, 400),
        ({"lat": "north"}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "1e999"}, 400),
        ({"lat": "91"}, 400),
        ({"attribute[feeling]": ""}, 400),
        ({"attribute[feeling]": "9"}, 400),
        ({"attribute[light]": "dusk"}, 400),
        ({"description": "x" * 4001}, 400),
        ({"lat": "", "long": "", "address_id": "ingenstans"}, 400),
        ({"lat": "", "long": "", "address_string": "x" * 201}, 400),
        ({"jurisdiction_id": "elsewhere.se"}, 404),
    ],
)
@pytest.mark.parametrize("written_as", ["json", "xml"])
def test_what_cannot_be_taken_in_is_refused_in_words(
    api: Browser, key: str, fields: dict[str, str], status: int, written_as: str
) -> None:
    assert error(send(api, key, written_as, **fields)) == (status, str(status))
    assert db.session.query(PublicPlace).count() == 0


@pytest.mark.parametrize("text", ["🙂" * 200, "א" * 500, "\u202eabc\x00\x07", "<script>&amp;", "a" * 4000])
def test_any_words_are_taken_in_and_given_out_well_formed(api: Browser, key: str, text: str) -> None:
    assert send(api, key, description=text).status_code == 200
    (place,) = places.waiting()
    publishing.approve(place.id, by_id=account(ASTRID).id, now=clock.now())
    told = spark(xml(api.get(f"{V2}/requests.xml")))
    assert told[0]["description"] == api.get(f"{V2}/requests.json").json[0]["description"]


def test_a_street_by_name_is_where_the_map_has_it(walk: Walk) -> None:
    key = actions.make_key("X", once="form", by_id=walk.leader_id, now=clock.now())
    reader = Browser(walk.app)
    for field in ("address_string", "address_id"):
        assert send(reader, key, lat="", long="", **{field: "Mannerheimvägen"}, description=field).status_code == 200
    assert send(reader, key, lat="", long="", address_string="Bakom skolan", description="z").status_code == 200
    assert [place.lon is not None for place in places.waiting()].count(True) == 2


def test_a_system_that_sends_too_much_is_told_to_wait(api: Browser, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from participation.walks.open311 import routes
    from participation.web.throttle import Limit

    monkeypatch.setattr(routes, "PER_KEY", Limit(1, 3600))
    assert send(api, key).status_code == 200
    assert error(send(api, key)) == (400, "429")


def test_a_body_that_is_too_large_is_refused_in_the_format_asked_for(api: Browser, key: str) -> None:
    assert error(send(api, key, description="x" * 300_000)) == (400, "413")


def test_an_administrator_gives_and_revokes_keys_without_javascript(api: Browser) -> None:
    desk = at_desk(api.client.application, ASTRID)
    desk.get("/staff/open311")
    desk.send("/keys", name="Felanmälan")
    shown = re.search(r"<code>([\w-]{43})</code>", desk.page)
    assert shown
    assert send(api, shown[1]).status_code == 200
    assert shown[1] not in desk.get("/staff/open311").text
    desk.send("/revoke")
    assert error(send(api, shown[1])) == (403, "403")


def test_only_places_that_are_out_count_as_known(api: Browser, key: str) -> None:
    send(api, key)
    (place,) = places.waiting()
    assert places.published(Asked(ids=[place.id])) == []
    assert error(api.get(f"{V2}/requests/{place.id}.json")) == (404, "404")
