"""The vote on a participant's phone: what it shows, keeps, refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.voting.browsers import ballot, in_the_vote, keys, phone
from tests.voting.hall import Hall


def test_the_phone_says_that_the_vote_has_not_started(small_hall: Hall) -> None:
    (alva,) = in_the_vote(small_hall).join(1)
    assert "The vote has not started" in phone(small_hall, alva).get(f"/e/{small_hall.event_id}").text
    small_hall.prepare()
    page = phone(small_hall, alva).get(f"/e/{small_hall.event_id}").text
    assert "The vote has not started" in page
    assert "This is advice: the politicians decide." in page


def test_a_vote_is_cast_changed_and_confirmed_without_javascript(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    (alva,) = small_hall.join(1)
    client = phone(small_hall, alva)
    page = client.get(f"/e/{small_hall.event_id}").text
    assert "Choose up to 3" in page
    assert "Petra Ek, kultur- och fritidsnämnden" in page
    answer = client.post(ballot(small_hall), data={"entry": keys(small_hall, 2, 4)})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/e/{small_hall.event_id}")
    page = client.get(f"/e/{small_hall.event_id}").text
    assert "Your vote is in." in page
    assert "You can change it until the vote closes." in page
    assert re.findall(r'value="[^"]+\.(\d)" checked', page) == ["2", "4"]
    client.post(ballot(small_hall), data={"abstain": "1", "entry": keys(small_hall, 1)})
    page = client.get(f"/e/{small_hall.event_id}").text
    assert "You abstain. That is noted." in page
    assert "checked" not in page


def test_after_closing_the_phone_shows_the_result_and_that_its_ballot_was_counted(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    alva, bilal = small_hall.join(2)
    small_hall.cast(alva, [1])
    small_hall.close()
    page = phone(small_hall, alva).get(f"/e/{small_hall.event_id}").text
    assert "Your ballot is in the count." in page
    assert "Mood of the room" in page
    assert "Few voted." in page
    page = phone(small_hall, bilal).get(f"/e/{small_hall.event_id}").text
    assert "in the count" not in page


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((), "Choose at least one."),
        ((1, 2, 3, 4), "You can choose at most 3."),
        ((1, 1), "The same one was chosen twice."),
        ((1, 9), "does not belong to this vote"),
    ],
)
def test_a_refused_ballot_keeps_what_was_ticked(small_hall: Hall, numbers: tuple[int, ...], words: str) -> None:
    in_the_vote(small_hall).open()
    (cleo,) = small_hall.join(1)
    answer = phone(small_hall, cleo).post(ballot(small_hall), data={"entry": keys(small_hall, *numbers)})
    assert answer.status_code == 422
    assert words in answer.text
    ticked = {int(number) for number in re.findall(r'value="[^"]+\.(\d)" checked', answer.text)}
    assert ticked == {number for number in numbers if number <= 5}


def test_a_refused_change_opens_the_ballot_again(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    (cleo,) = small_hall.join(1)
    small_hall.cast(cleo, [1])
    answer = phone(small_hall, cleo).post(ballot(small_hall), data={})
    assert answer.status_code == 422
    assert '<details class="again" open>' in answer.text


@pytest.mark.parametrize("junk", ["", "1", "\0", "<script>alert(1)</script>", "é" * 5000, "🛹", "' OR 1=1 --"])
def test_junk_on_a_ballot_is_refused_clearly(small_hall: Hall, junk: str) -> None:
    in_the_vote(small_hall).open()
    (cleo,) = small_hall.join(1)
    answer = phone(small_hall, cleo).post(ballot(small_hall), data={"entry": junk})
    assert answer.status_code == 422
    assert "<script>alert(1)" not in answer.text


def test_a_closed_vote_answers_a_late_ballot_with_words(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    (alva,) = small_hall.join(1)
    small_hall.close()
    answer = phone(small_hall, alva).post(ballot(small_hall), data={"entry": keys(small_hall, 1)})
    assert answer.status_code == 422


def test_casting_takes_four_questions_besides_knowing_the_device(
    small_hall: Hall, queries: Callable[[], AbstractContextManager[Any]]
) -> None:
    small_hall.open()
    (alva,) = small_hall.join(1)
    client = phone(small_hall, alva)
    with queries() as seen:
        assert client.post(ballot(small_hall), data={"entry": keys(small_hall, 1)}).status_code == 303
    assert seen.count <= 4, seen.statements
