"""Open311 GeoReport v2: what is taken in with a key, and what is not."""

from __future__ import annotations

import re

import pytest

from participation import clock
from participation.db import db
from participation.demo.cast import ASTRID
from participation.walks.open311 import actions
from participation.walks.open311.models import Open311Key
from participation.walks.publishing import actions as publishing
from participation.walks.publishing import queries as places
from participation.walks.publishing.models import PublicPlace
from participation.walks.publishing.queries import Asked
from tests.cast import account, at_desk
from tests.reading import Browser, said
from tests.walks.georeport import V2, error, send, spark, xml
from tests.walks.walking import Walk


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


@pytest.mark.parametrize("written_as", ["json", "xml"])
def test_what_can_only_be_read_says_so_in_the_format_asked_for(api: Browser, key: str, written_as: str) -> None:
    for path in ("services", "requests/x", "tokens/x"):
        answer = api.client.post(f"{V2}/{path}.{written_as}", data={"api_key": key}, forged=True)
        assert error(answer) == (400, "405")


def test_a_body_that_is_too_large_is_refused_in_the_format_asked_for(api: Browser, key: str) -> None:
    assert error(send(api, key, description="x" * 300_000)) == (400, "413")


def test_an_administrator_gives_and_revokes_keys_without_javascript(api: Browser) -> None:
    desk = at_desk(api.client.application, ASTRID)
    desk.get("/staff/open311")
    desk.send("/keys", name="Felanmälan")
    shown = re.search(r"<code>([0-9a-f]{64})</code>", desk.page)
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
