"""Open311 GeoReport v2: its answers in both formats, and its errors."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from participation import clock
from participation.db import db
from participation.walks.marking.rules import ABOUT
from participation.walks.open311 import rules
from participation.walks.publishing import actions as publishing
from participation.walks.publishing.models import PublicPlace
from tests.reading import Browser
from tests.walks.georeport import V2, as_text, error, spark, xml
from tests.walks.test_publishing import published
from tests.walks.walking import Walk

W3C = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


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
