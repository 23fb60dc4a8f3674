"""The protocol in public: who reads it when, what is in it, and what became of a place afterwards."""

from __future__ import annotations

import json

import pytest

from participation import clock
from participation.events.contributions import actions as contributions
from participation.walks.maps import rules as maps
from participation.walks.marking import actions as marking
from participation.walks.places.rules import distance
from participation.walks.protocol.rules import Answer
from tests.cast import PETRA, WORDS, account
from tests.conftest import count_queries
from tests.reading import Browser, said
from tests.walks.answering import (
    desk_of,
    places,
    public_path,
    publish,
    row,
    rows_path,
    save,
    technical,
)
from tests.walks.gathering import FAR, HERE, gathered, marks, walked_again
from tests.walks.walking import DARK, Walk, gift


def test_nobody_else_reads_a_protocol_before_it_is_public_nor_after_it_was_taken_back(walk: Walk) -> None:
    places(walk)
    anybody = Browser(walk.app)
    desk = desk_of(walk)
    assert "What became of the places" not in anybody.get(f"/p/{walk.process_id}").text
    for path in ("", "/data.json", "/data.csv"):
        assert anybody.get(public_path(walk) + path).status_code == 404
        assert desk.client.get(public_path(walk) + path).status_code == 200
    desk.get(rows_path(walk))
    desk.send("/protocol")
    assert f'href="{public_path(walk)}"' in anybody.get(f"/p/{walk.process_id}").text
    assert anybody.get(public_path(walk)).status_code == 200
    desk.send("/protocol")
    assert anybody.get(public_path(walk)).status_code == 404


@pytest.mark.parametrize("words", WORDS)
def test_the_public_reads_what_is_answered_and_never_what_people_wrote(walk: Walk, words: str) -> None:
    marks(walk, why=f"Hemligt {words}"[:500], place="Hemligt hos Kalle")
    gathered(walk)
    save(walk, Answer("nothing", words=words[:1000]), seen=0)
    publish(walk)
    anybody = Browser(walk.app)
    told = [anybody.get(public_path(walk) + path).text for path in ("", "/data.json", "/data.csv")]
    assert ["Hemligt" in text for text in told] == [False] * 3
    assert json.loads(told[1])["places"][0]["words"] == words
    assert "<script>alert" not in told[0]


def test_the_public_is_told_places_off_the_houses_and_to_about_ten_metres(walk: Walk) -> None:
    marks(walk, near=(24.950123, 60.170987), place="")
    gathered(walk)
    publish(walk)
    [place] = json.loads(Browser(walk.app).get(public_path(walk) + "/data.json").text)["places"]
    assert (place["lon"], place["lat"]) == maps.coarse(place["lon"], place["lat"])
    assert 0 < distance((place["lon"], place["lat"]), (24.950123, 60.170987)) < 60


def test_what_is_taken_back_leaves_the_public_protocol(walk: Walk) -> None:
    person = walk.join()
    mine = gift(walk, person)
    marking.mark(mine, DARK, clock.now())
    gathered(walk)
    publish(walk)
    contributions.withdraw(walk.event_id, mine.id, person, clock.now())
    assert json.loads(Browser(walk.app).get(public_path(walk) + "/data.json").text)["places"] == []


def test_before_and_after_are_public_when_both_protocols_are(walk: Walk) -> None:
    stop = walk.plan.stops[0].key
    marks(walk, stop=stop, feeling=-3)
    gathered(walk)
    publish(walk)
    again = walked_again(walk)
    marks(again, stop=stop, feeling=3)
    gathered(again)
    anybody = Browser(walk.app)
    [place] = json.loads(anybody.get(public_path(walk) + "/data.json").text)["places"]
    assert [(felt["unsafe"], felt["safe"]) for felt in place["felt"]] == [(1, 0)]
    publish(again)
    [place] = json.loads(anybody.get(public_path(walk) + "/data.json").text)["places"]
    assert [(felt["unsafe"], felt["safe"]) for felt in place["felt"]] == [(1, 0), (0, 1)]
    assert "0 unsafe, 1 safe" in said(anybody.get(public_path(walk)).text)


def test_a_place_becomes_a_proposal_with_all_that_was_marked_there(walk: Walk) -> None:
    marks(walk, near=HERE, place=""), marks(walk, near=HERE, place="", why="Ingen ser en")
    marks(walk, near=FAR, place="")
    gathered(walk)
    desk = desk_of(walk)
    page = desk.get(f"/staff/events/{walk.event_id}/proposal?from={row(walk).root}").text
    assert f'value="{row(walk).root}" checked' in page
    answer = desk.send(
        "/proposal",
        title="Ljus vid trappan",
        summary="Laga lamporna.",
        origin=[row(walk).root],
        departments=[technical()],
        holder=technical(),
        answerer=account(PETRA).id,
    )
    assert answer.status_code == 200
    assert "Ingen ser en" in said(answer.text)
    assert [done.title for done in row(walk).proposals] == ["Ljus vid trappan"]
    publish(walk)
    assert "Ljus vid trappan" in said(Browser(walk.app).get(public_path(walk)).text)


def test_the_public_page_takes_as_many_queries_for_one_place_as_for_many(walk: Walk) -> None:
    places(walk, 1)
    publish(walk)
    anybody = Browser(walk.app)
    anybody.get(public_path(walk))
    with count_queries() as few:
        anybody.get(public_path(walk))
    places(walk, 26)
    with count_queries() as many:
        anybody.get(public_path(walk))
    assert many.count == few.count
