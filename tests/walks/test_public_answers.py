"""What a protocol answers to a place goes out with that place: in Open311, in the data, on the map; not before."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest

from participation import clock, tokens
from participation.db import db
from participation.walks.protocol import actions as protocol
from participation.walks.protocol.rules import Answer
from participation.walks.publishing import actions as publishing
from participation.walks.publishing import queries
from participation.walks.publishing.queries import Asked
from tests.reading import Browser
from tests.walks.answering import publish, row, save, technical
from tests.walks.gathering import gathered
from tests.walks.georeport import V2, as_text, spark, xml
from tests.walks.test_publishing import published
from tests.walks.walking import Walk

DAY = dt.date(2027, 5, 1)


def records(walk: Walk, asked: str = "") -> list[dict[str, Any]]:
    db.session.rollback()
    found: list[dict[str, Any]] = Browser(walk.app).get(f"{V2}/requests.json{asked}").json
    return found


def answered(walk: Walk, answer: Answer) -> dict[str, Any]:
    """The record of a place after that was answered, and the protocol published."""
    published(walk)
    gathered(walk)
    assert save(walk, answer, seen=0) == ""
    publish(walk)
    (record,) = records(walk)
    return record


def test_an_answer_goes_out_with_its_protocol_and_not_before_nor_after(walk: Walk) -> None:
    published(walk)
    gathered(walk)
    save(walk, Answer("done", technical(), DAY, "Ny lampa"), seen=0)
    (before,) = records(walk)
    assert (before["status"], before["extended_attributes"]["outcome"]) == ("open", None)
    publish(walk)
    (record,) = records(walk)
    assert (record["status"], record["agency_responsible"]) == ("closed", "Tekniska förvaltningen")
    assert "Ny lampa" in record["status_notes"]
    assert record["updated_datetime"] >= before["updated_datetime"]
    protocol.take_back(walk.event_id, walk.step_id)
    (after,) = records(walk)
    assert (after["status"], after["extended_attributes"]["outcome"]) == ("open", None)


def test_a_place_that_nobody_answered_is_as_it_was_when_the_protocol_goes_out(walk: Walk) -> None:
    published(walk)
    gathered(walk)
    before = records(walk)
    publish(walk)
    assert records(walk) == before


def test_the_public_finds_the_map_once_something_is_on_it(walk: Walk) -> None:
    reader = Browser(walk.app)
    assert 'href="/places"' not in reader.get("/").text
    answered(walk, Answer("nothing", words="Nej"))
    assert all('href="/places"' in reader.get(path).text for path in ("/", f"/p/{walk.process_id}"))


def test_what_will_be_done_is_open_with_the_day(walk: Walk) -> None:
    record = answered(walk, Answer("will_do", technical(), DAY, "Belysningen byts"))
    assert (record["status"], record["expected_datetime"]) == ("open", "2027-05-01T12:00:00Z")
    assert record["extended_attributes"]["outcome"] == "will_do"


def test_what_is_passed_on_names_to_whom(walk: Walk) -> None:
    record = answered(walk, Answer("passed_on", words="Deras mark", to_whom="Trafikverket"))
    assert (record["status"], record["agency_responsible"]) == ("closed", "Trafikverket")
    assert ("Trafikverket" in record["status_notes"], record["expected_datetime"]) == (True, None)


@pytest.mark.parametrize("outcome", ["duplicate", "nothing"])
def test_what_is_not_done_is_closed_with_the_reason(walk: Walk, outcome: str) -> None:
    record = answered(walk, Answer(outcome, words="Marken är privat"))
    assert (record["status"], "Marken är privat" in record["status_notes"]) == ("closed", True)


def test_the_newest_answer_holds(walk: Walk) -> None:
    answered(walk, Answer("nothing", words="Inga pengar"))
    save(walk, Answer("will_do", technical(), DAY, "Pengar fanns"), seen=1)
    (record,) = records(walk)
    assert (record["status"], "Pengar fanns" in record["status_notes"]) == ("open", True)
    assert row(walk).version == 2


def test_what_was_said_of_one_place_alone_goes_before_the_protocol(walk: Walk) -> None:
    published(walk)
    (place,) = queries.published(Asked())
    publishing.close(place.id, "Lampan lyser nu", by_id=walk.leader_id, now=clock.now())
    gathered(walk)
    save(walk, Answer("will_do", technical(), DAY), seen=0)
    publish(walk)
    (record,) = records(walk)
    assert (record["status"], record["status_notes"]) == ("closed", "Lampan lyser nu")


def test_places_are_found_by_the_state_that_the_protocol_gave_them(walk: Walk) -> None:
    answered(walk, Answer("nothing", words="Nej"))
    published(walk, "Utan svar", place="Esplanaden")
    texts = {
        status: [one["description"] for one in records(walk, f"?status={status}")] for status in ("open", "closed")
    }
    assert texts == {"open": ["Utan svar"], "closed": ["Lampan är trasig"]}


def test_the_data_the_map_and_the_feed_say_the_same(walk: Walk) -> None:
    answered(walk, Answer("will_do", technical(), DAY, "=Belysningen byts"))
    reader = Browser(walk.app)
    (told,) = csv.DictReader(io.StringIO(reader.get("/data/places.csv").text.lstrip("\ufeff")))
    (feature,) = reader.get("/data/places.geojson").json["features"]
    assert (told["outcome"], told["department"], told["due"]) == ("will_do", "Tekniska förvaltningen", "2027-05-01")
    assert feature["properties"]["due"] == "2027-05-01"
    assert all("=Belysningen byts" in reader.get(path).text for path in ("/places", "/data/places.atom"))
    told_again = reader.get(f"{V2}/requests.json").json
    assert spark(xml(reader.get(f"{V2}/requests.xml"))) == as_text(told_again)


def test_on_both_databases(town_walk: Walk) -> None:
    record = answered(town_walk, Answer("done", technical(), DAY, "Klart"))
    assert record["status"] == "closed"
    place_id = tokens.id_of("place", record["service_request_id"])
    assert records(town_walk, f"?service_request_id={place_id}") == []
