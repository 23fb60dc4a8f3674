"""Results that nobody misreads: numbers that say what they are, whole ties, votes in which nothing was said."""

from __future__ import annotations

import html
import itertools

import pytest
from flask_babel import force_locale

from participation import jobs
from participation.voting import drawing, words
from participation.voting.counting import irv
from participation.voting.paper import rules as paper
from tests.voting.browsers import ballot, in_the_vote, keys, leader, phone
from tests.voting.hall import Hall
from tests.voting.test_methods_in_the_room import cast as all_cast
from tests.voting.test_methods_in_the_room import every_method, opened

ADVICE = "This is advice: the politicians decide."


def public(hall: Hall, language: str = "en") -> str:
    client = hall.app.test_client()
    client.set_cookie("language", language)
    return html.unescape(client.get(f"/v/{hall.vote_id}").text)


@every_method
def test_every_result_says_what_its_numbers_are(small_hall: Hall, method: str) -> None:
    opened(in_the_vote(small_hall), method)
    all_cast(small_hall, method)
    small_hall.close()
    jobs.work(once=True)
    with force_locale("en"):
        heading, sentence = map(str, words.COUNTS[method])
    screen = html.unescape(leader(small_hall).get(f"/e/{small_hall.event_id}/screen").text)
    mine = html.unescape(phone(small_hall, small_hall.voters[0]).get(f"/e/{small_hall.event_id}").text)
    for page in (public(small_hall), screen, mine):
        assert sentence in page
    assert f">{heading}</th>" in public(small_hall)


@every_method
@pytest.mark.parametrize(("blank", "said"), [(0, "Nobody has voted."), (2, "All ballots are blank.")])
def test_where_nothing_was_said_nobody_has_a_place(small_hall: Hall, method: str, blank: int, said: str) -> None:
    opened(in_the_vote(small_hall), method)
    for voter in small_hall.join(blank):
        small_hall.cast(voter, None)
    small_hall.close()
    jobs.work(once=True)
    page = public(small_hall)
    assert said in page
    assert 'class="bars"' not in page
    assert "<table" not in page
    assert ADVICE in page


def test_the_screen_says_how_many_share_a_place_with_the_last_one_shown(small_hall: Hall) -> None:
    in_the_vote(small_hall).open(entries=8, most=1)
    for number, voter in enumerate(small_hall.join(8), start=1):
        small_hall.cast(voter, [number])
    small_hall.close()
    screen = leader(small_hall).get(f"/e/{small_hall.event_id}/screen").text
    assert "3 more are on the phones." in screen
    assert "3 of them have place 1 too." in screen


def test_money_has_its_unit_wherever_it_stands(small_hall: Hall) -> None:
    opened(in_the_vote(small_hall), "equal-shares")
    page = phone(small_hall, small_hall.join(1)[0]).get(f"/e/{small_hall.event_id}").text
    assert "There is 100\N{NO-BREAK SPACE}kr to share out." in page
    all_cast(small_hall, "equal-shares")
    small_hall.close()
    jobs.work(once=True)
    assert "2 people chose it and pay 20\N{NO-BREAK SPACE}kr each." in public(small_hall)


def test_every_page_of_a_vote_says_that_it_is_advice(small_hall: Hall) -> None:
    in_the_vote(small_hall).open()
    event, vote, step = small_hall.event_id, small_hall.vote_id, small_hall.step_id
    client = leader(small_hall)
    lead = f"/e/{event}/lead"
    for address in (
        lead,
        f"{lead}/votes/{vote}/closing",
        f"{lead}/votes/{vote}/paper",
        f"{lead}/steps/{step}/paper-ballots",
        f"/e/{event}/screen",
        f"/v/{vote}",
        f"/v/{vote}/secrecy",
    ):
        page = client.get(address).text
        assert ADVICE in page, address
        assert "Petra Ek" in page, address


def test_a_tap_without_javascript_comes_back_to_where_it_was_and_stays_open(small_hall: Hall) -> None:
    opened(in_the_vote(small_hall), "dots")
    client = phone(small_hall, small_hall.join(1)[0])
    client.post(ballot(small_hall), data={"entry": [f"{small_hall.vote_id}.1:1"]})
    page = client.post(ballot(small_hall), data={"entry": keys(small_hall, 1), "tap": "more:2"}).text
    assert '<details class="again" open>' in page
    assert f'formaction="{ballot(small_hall)}#r2"' in page
    assert 'id="r2"' in page
    assert '<details class="again">' in client.get(f"/e/{small_hall.event_id}").text


def test_sixty_piles_have_room_for_their_words() -> None:
    counted = irv.count(60, [(str(number), 1) for number in range(1, 61)])
    drawn = drawing.rounds(counted.account)
    assert drawn is not None
    first = [pile for pile in drawn.piles[0] if pile.entry]
    assert all(pile.height > 0 for pile in first)
    assert min(b.y - a.y for a, b in itertools.pairwise(first)) >= drawing.GAP
    assert max(pile.y + pile.height for pile in first) <= drawn.height


@pytest.mark.parametrize(
    ("words_of", "fits"),
    [(["Kort"] * 10, True), (["Lång " * 30] * 10, False), (["Titel\nEn rad\nTvå rader"] * 6, False)],
)
def test_two_ballots_share_a_printed_page_only_where_both_fit(words_of: list[str], fits: bool) -> None:
    assert paper.fit_on_half_a_page(words_of) is fits
