"""The vote in public: screen, result, proof, open data; and how much pages ask of the database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask.testing import FlaskClient

from tests.voting.browsers import ballot, in_the_vote, keys, leader, phone
from tests.voting.hall import WORDS, Hall, hall


def test_strangers_forged_forms_and_unknown_votes_are_refused(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    (alva,) = small_hall.join(1)
    stranger = small_hall.app.test_client()
    data = {"entry": keys(small_hall, 1)}
    assert stranger.post(ballot(small_hall), data=data).status_code == 403
    client: Any = phone(small_hall, alva)
    assert client.post(ballot(small_hall), data=data, forged=True).status_code == 400
    assert client.post(f"/e/{small_hall.event_id}/votes/unknown/ballot", data=data).status_code == 404
    other = hall(small_hall.app)
    assert client.post(f"/e/{other.event_id}/votes/{small_hall.vote_id}/ballot", data=data).status_code == 403
    assert small_hall.vote.closure is None


def test_the_screen_shows_a_number_then_the_result_and_never_a_person(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    client = leader(small_hall)
    for voter in small_hall.join(3):
        small_hall.cast(voter, [2])
    screen = client.get(f"/e/{small_hall.event_id}/screen").text
    assert "<b>3</b>" in screen
    assert 'class="bars"' not in screen
    small_hall.close()
    screen = client.get(f"/e/{small_hall.event_id}/screen").text
    assert 'class="bars"' in screen
    assert not any(voter.id in screen for voter in small_hall.voters)


def test_the_public_page_hides_the_result_until_closing_from_leaders_too(small_hall: Hall) -> None:
    small_hall.prepare()
    address = f"/v/{small_hall.vote_id}"
    client = leader(small_hall)
    assert client.get(address).status_code == 404
    small_hall.open()
    small_hall.cast(small_hall.join(1)[0], [1])
    page = client.get(address).text
    assert "Nobody sees the result until it is closed." in page
    assert 'class="bars"' not in page
    for ending in (".csv", ".json", "/record.json", "/receipts.txt"):
        assert client.get(address + ending).status_code == 404


def test_the_public_page_shows_bars_table_rule_and_proof(small_hall: Hall) -> None:
    small_hall.open(entries=5, most=3)
    for voter in small_hall.join(7):
        small_hall.cast(voter, [1, 3])
    small_hall.join(2)
    small_hall.close()
    client = small_hall.app.test_client()
    client.set_cookie("language", "en")
    page = client.get(f"/v/{small_hall.vote_id}").text
    closure = small_hall.vote.closure
    assert closure is not None
    for told in (
        "7 of 9 voted",
        "Mood of the room",
        "This is advice: the politicians decide.",
        closure.record_sha256,
        "Those that get the same number share a place.",
        "The same as a table",
        "They share place 1.",
    ):
        assert told in page
    assert page.count('<svg class="bar"') == 5
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_open_data_agree_with_the_page_and_carry_no_formula(small_hall: Hall) -> None:
    small_hall.open(entries=6, most=3)
    small_hall.cast(small_hall.join(1)[0], [6])
    small_hall.close()
    client = small_hall.app.test_client()
    table = client.get(f"/v/{small_hall.vote_id}.csv")
    rows = list(csv.DictReader(io.StringIO(table.get_data().decode("utf-8-sig"))))
    box = {"ballots": "1", "paper": "0", "people": "1"}
    assert rows[0] == {"number": "6", "place": "1", "count": "1", "text": "'=HYPERLINK(1)", "theme": "", **box}
    told = json.loads(client.get(f"/v/{small_hall.vote_id}.json").text)
    record = client.get(f"/v/{small_hall.vote_id}/record.json").get_data()
    assert told["record"] == json.loads(record)
    assert (told["turnout"], told["advisory"], told["entries"][0]["text"]) == (1, True, WORDS[5])
    assert len(client.get(f"/v/{small_hall.vote_id}/receipts.txt").text.split()) == 1


def test_the_page_about_secrecy_says_where_the_vote_is(small_hall: Hall) -> None:
    small_hall.open()
    client = small_hall.app.test_client()
    client.set_cookie("language", "en")
    address = f"/v/{small_hall.vote_id}/secrecy"
    assert "can still show which device" in client.get(address).text
    small_hall.close()
    assert "is being removed" in client.get(address).text


def test_unknown_votes_are_not_found(client: FlaskClient) -> None:
    for ending in ("", "/secrecy", ".csv", ".json", "/record.json", "/receipts.txt"):
        assert client.get(f"/v/unknown{ending}").status_code == 404


def test_pages_ask_the_same_number_of_questions_at_two_entries_and_at_sixty(
    small_hall: Hall, queries: Callable[[], AbstractContextManager[Any]]
) -> None:
    large = hall(small_hall.app, ideas_count=60)
    asked: dict[str, list[int]] = {}
    for place, entries in ((small_hall, 2), (large, 60)):
        in_the_vote(place).open(entries=entries, most=1)
        voters = place.join(3)
        for voter in voters[:2]:
            place.cast(voter, [1])
        client = phone(place, voters[0])
        for name in ("open", "closed"):
            addresses = {"phone": f"/e/{place.event_id}", "public": f"/v/{place.vote_id}"}
            for page, address in addresses.items():
                with queries() as seen:
                    assert client.get(address).status_code == 200
                asked.setdefault(f"{page} {name}", []).append(seen.count)
            if name == "open":
                place.close()
    assert all(few == many for few, many in asked.values()), asked
    assert max(count for counts in asked.values() for count in counts) <= 14, asked
