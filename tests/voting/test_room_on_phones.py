"""A vote in the room as phones, the leader and the screen meet it; and votes for the young people alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask.testing import FlaskClient

from participation import clock
from participation.events.participants import actions as participants
from participation.events.screens import actions as screens
from participation.events.screens.queries import COOKIE as SCREEN
from participation.voting.admission import actions, queries, rules
from tests.reading import said
from tests.voting.browsers import ballot, in_the_vote, keys, leader, phone
from tests.voting.hall import Hall, refusal_of
from tests.voting.test_room import ask


def code(hall: Hall, back: int = 0) -> str:
    """What the screen shows now, or so many windows ago."""
    return rules.code_of(hall.app.config["SECRET_KEY"], hall.vote_id, rules.window_of(clock.now()) - back)


def door(hall: Hall, end: str) -> str:
    return f"/e/{hall.event_id}/votes/{hall.vote_id}/{end}"


def now(hall: Hall, client: FlaskClient) -> str:
    return client.get(f"/e/{hall.event_id}").text


def test_a_phone_writes_the_code_and_gets_the_ballot(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    (alva,) = small_hall.join(1)
    client = phone(small_hall, alva)
    page = now(small_hall, client)
    assert ("Code on the big screen" in page, "Choose up to 3" in page) == (True, False)
    refused = client.post(door(small_hall, "code"), data={"code": "1"})
    assert (refused.status_code, "That is not the code right now." in refused.text) == (422, True)
    assert client.post(door(small_hall, "code"), data={"code": code(small_hall, back=1)}).status_code == 303
    assert "Choose up to 3" in now(small_hall, client)
    assert client.post(ballot(small_hall), data={"entry": keys(small_hall, 1)}).status_code == 303


def test_a_ballot_sent_past_the_door_is_refused_with_words(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    (alva,) = small_hall.join(1)
    answer = phone(small_hall, alva).post(ballot(small_hall), data={"entry": keys(small_hall, 1)})
    assert answer.status_code == 403
    assert small_hall.account.turnout == 0


def test_a_phone_that_asked_shows_its_number_and_learns_when_it_is_in(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    (alva,) = small_hall.join(1)
    client, omar = phone(small_hall, alva), leader(small_hall)
    assert client.post(door(small_hall, "asking")).status_code == 303
    number = re.search(r'class="shown-number">(\d+)<', now(small_hall, client))
    assert number is not None
    assert client.get(door(small_hall, "asking")).status_code == 204
    lead = f"/e/{small_hall.event_id}/lead"
    assert f'value="{number[1]}"' in omar.get(lead).text
    letting_in = f"{lead}/votes/{small_hall.vote_id}/letting-in"
    assert omar.post(letting_in, data={"number": number[1]}).status_code == 303
    answer = client.get(door(small_hall, "asking"))
    assert (answer.status_code, "Choose up to 3" in answer.text) == (200, True)
    assert "1 was let in by the leader" in said(omar.get(lead).text)


@pytest.mark.parametrize("number", ["", "9", "1000", "-37", "37.5", "x" * 500, "🛹", "999"])
def test_a_number_that_is_none_is_refused_on_the_leaders_page(small_hall: Hall, number: str) -> None:
    in_the_vote(small_hall).open(by="room")
    small_hall.join(1)
    ask(small_hall, small_hall.voters[0])
    address = f"/e/{small_hall.event_id}/lead/votes/{small_hall.vote_id}/letting-in"
    assert leader(small_hall).post(address, data={"number": number}).status_code == 422


@pytest.mark.parametrize("count", ["", "-1", "2001", "många", "9" * 40])
def test_a_head_count_that_cannot_be_is_refused_and_kept(small_hall: Hall, count: str) -> None:
    in_the_vote(small_hall).open(by="room")
    address = f"/e/{small_hall.event_id}/lead/votes/{small_hall.vote_id}/count"
    answer = leader(small_hall).post(address, data={"count": count})
    assert (answer.status_code, f'value="{count}"' in answer.text) == (422, True)
    assert small_hall.account.counted is None


def test_the_count_stands_beside_the_number_let_in_for_the_leader_and_in_public(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    omar = leader(small_hall)
    closing = f"/e/{small_hall.event_id}/lead/votes/{small_hall.vote_id}/closing"
    assert "You have not counted the room." in omar.get(closing).text
    for voter in small_hall.join(3):
        phone(small_hall, voter).post(door(small_hall, "code"), data={"code": code(small_hall)})
    count = f"/e/{small_hall.event_id}/lead/votes/{small_hall.vote_id}/count"
    assert [omar.post(count, data={"count": "2"}).status_code for _tap in range(2)] == [303, 303]
    small_hall.close()
    page = said(omar.get(f"/v/{small_hall.vote_id}").text)
    assert "3 wrote the code from the screen." in page
    assert "The leader counted 2 people in the room." in page
    assert "That is 1 more than the leader counted." in page
    told = omar.get(f"/v/{small_hall.vote_id}.json").get_json()["record"]["account"]
    assert (told["by_code"], told["by_hand"], told["counted"], told["entitled"]) == (3, 0, 2, 3)


def test_the_screen_shows_the_code_and_asks_for_the_next_one_alone(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    omar = leader(small_hall)
    shown = omar.get(f"/e/{small_hall.event_id}/screen").text
    assert re.sub(r"\D", "", re.search(r'class="digits"[^>]*><b>([\d ]+)<', shown)[1]) in {  # type: ignore[index]
        code(small_hall),
        code(small_hall, back=1),
    }
    address = f"/e/{small_hall.event_id}/screen/votes/{small_hall.vote_id}/code"
    window = rules.window_of(clock.now())
    assert omar.get(f"{address}?after={window - 3}").status_code == 200
    assert {omar.get(f"{address}?after={window + ahead}").status_code for ahead in (0, 1)} >= {204}
    small_hall.close()
    assert "digits" not in omar.get(f"/e/{small_hall.event_id}/screen").text


def test_a_computer_that_only_shows_the_room_gets_the_next_code_too(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    typed = screens.make_code(small_hall.event_id, "form", by_id=small_hall.leader_id, now=clock.now())
    _event, secret = screens.pair(typed, "computer", clock.now())
    computer = small_hall.app.test_client()
    computer.set_cookie(SCREEN + small_hall.event_id, secret)
    path = f"/e/{small_hall.event_id}/screen"
    assert "digits" in computer.get(path).text
    assert "digits" in computer.get(f"{path}/votes/{small_hall.vote_id}/code?after=0").text


def test_an_open_vote_shows_no_code_anywhere(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    (alva,) = small_hall.join(1)
    assert "digits" not in leader(small_hall).get(f"/e/{small_hall.event_id}/screen").text
    assert "Code on the big screen" not in now(small_hall, phone(small_hall, alva))


def test_who_guesses_is_stopped_soon_and_the_others_go_on(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    alva, bilal = small_hall.join(2)
    client = phone(small_hall, alva)
    statuses = [client.post(door(small_hall, "code"), data={"code": "x"}).status_code for _guess in range(12)]
    assert statuses == [422] * 10 + [429] * 2
    assert phone(small_hall, bilal).post(door(small_hall, "code"), data={"code": code(small_hall)}).status_code == 303


def test_four_hundred_behind_one_address_who_each_read_one_code_too_late_get_in(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(by="room")
    opener = small_hall.app.test_client()
    opener.get(f"/e/{small_hall.event_id}")
    voters = small_hall.join(400)
    began = clock.now()
    fates = []
    for voter in voters:
        client = phone(small_hall, voter)
        wrong = client.post(door(small_hall, "code"), data={"code": "too late"}).status_code
        right = client.post(door(small_hall, "code"), data={"code": code(small_hall)}).status_code
        fates.append((wrong, right))
    assert set(fates) == {(422, 303)}
    assert small_hall.account.by_code == 400
    assert (clock.now() - began).total_seconds() < 30, "twice 400 requests, each with a page, in one thread"


def test_pages_ask_as_much_for_one_as_for_many(
    small_hall: Hall, queries: Callable[[], AbstractContextManager[Any]]
) -> None:
    in_the_vote(small_hall).open(by="room")
    omar = leader(small_hall)
    counts = []
    for more in (1, 40):
        for voter in small_hall.join(more):
            actions.ask(small_hall.event_id, small_hall.vote_id, voter.id)
        pages = {
            "lead": (omar, f"/e/{small_hall.event_id}/lead"),
            "screen": (omar, f"/e/{small_hall.event_id}/screen"),
            "phone": (phone(small_hall, small_hall.voters[0]), f"/e/{small_hall.event_id}"),
        }
        found = {}
        for name, (client, address) in pages.items():
            client.get(address)
            with queries() as seen:
                assert client.get(address).status_code == 200
            found[name] = seen.count
        counts.append(found)
    assert counts[0] == counts[1]


# Votes for the young people


def test_in_a_vote_for_the_young_who_said_to_be_another_follows_along_and_can_say_that_it_was_wrong(
    small_hall: Hall,
) -> None:
    in_the_vote(small_hall).open(for_young=True)
    alva, adult, silent = small_hall.join(3)
    participants.say_role(small_hall.event_id, alva.id, "young")
    participants.say_role(small_hall.event_id, adult.id, "adult")
    client = phone(small_hall, adult)
    page = now(small_hall, client)
    assert ("This vote is for the young people." in page, "Choose up to 3" in page) == (True, False)
    assert client.post(ballot(small_hall), data={"entry": keys(small_hall, 1)}).status_code == 403
    for voter in (alva, silent):
        assert "Choose up to 3" in now(small_hall, phone(small_hall, voter))
        small_hall.cast(voter, [1])
    client.post(f"/e/{small_hall.event_id}/role", data={"role": ""})
    assert refusal_of(lambda: small_hall.cast(adult, [1])) == "accepted"
    small_hall.close()
    assert (
        "Only for the young people"
        in small_hall.app.test_client().get(f"/v/{small_hall.vote_id}", headers={"Accept-Language": "en"}).text
    )


def test_in_every_other_vote_nobody_asks_what_people_said_to_be(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    (adult,) = small_hall.join(1)
    participants.say_role(small_hall.event_id, adult.id, "leads")
    small_hall.cast(adult, [1])
    assert queries.door(small_hall.vote, adult.id).other is False
