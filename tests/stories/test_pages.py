"""Stories as people see them: on phones, in the leader's hand, on the screen, on paper, in the report."""

from __future__ import annotations

import re
from typing import Any

import pytest

from participation import clock
from participation.events import actions as events
from participation.events.room import actions as room
from tests.cast import LONG_WORD, WORDS, Evening
from tests.reading import Browser, form_to, refusal_on, said
from tests.stories.tale import Tale


def teller(tale: Tale) -> Browser:
    browser = tale.evening.browser()
    browser.get(tale.page)
    return browser


def tell(browser: Browser, tale: Tale, text: str, **typed: Any) -> Any:
    browser.get(tale.page)
    return browser.send(f"/stories/of/{tale.step_id}", text=text, **typed)


def screen(tale: Tale) -> str:
    events.open_step(tale.event_id, tale.step_id, tale.evening.leader_id, clock.now())
    return tale.evening.desk().get(f"{tale.evening.path}/screen").text


# On the phone


@pytest.mark.parametrize("text", WORDS[:4], ids=["swedish", "emoji", "rtl", "script"])
def test_a_story_is_told_placed_and_read_by_others_as_it_was_written(small_tale: Tale, text: str) -> None:
    alva, bilal = teller(small_tale), teller(small_tale)
    mine = tell(alva, small_tale, text, **{"place-0": "0", "place-2": "4"})
    assert text in said(mine.text)
    assert "Who decided? Fully: I did" in said(mine.text)
    assert "As much of all three" in said(mine.text)
    assert text not in said(bilal.get(small_tale.page).text)
    small_tale.open_others()
    others = bilal.get(small_tale.page).text
    assert text in said(others)
    assert "The one who told it says: Who decided? Fully: I did" in said(others)
    assert "<script>alert" not in others


def test_every_place_is_a_button_of_its_own_with_words_for_who_does_not_see_it(small_tale: Tale) -> None:
    page = teller(small_tale).page
    for number, places in enumerate((7, 7, 10)):
        assert len(re.findall(rf'type="radio" name="place-{number}" value="\d', page)) == places
        assert f'name="place-{number}" value=""' in page
    assert "Mostly: Being safe. A little: Being free" in said(page)
    assert " checked" not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": ""}, "Something is missing here."),
        ({"text": LONG_WORD * 3}, "It may be at most 1000 characters."),
        ({"text": "Vi fick vänta", "place-0": "7"}, "Choose one of the alternatives."),
        ({"text": "Vi fick vänta", "place-0": "🛹"}, "Write a number here."),
        ({"text": "Vi fick vänta", "place-1": "-1"}, "Choose one of the alternatives."),
    ],
)
def test_what_is_no_story_is_refused_beside_the_form_which_keeps_it(
    small_tale: Tale, typed: dict[str, str], words: str
) -> None:
    alva = teller(small_tale)
    answer = alva.send(f"/stories/of/{small_tale.step_id}", **typed)
    assert answer.status_code == 422
    assert words in refusal_on(answer)
    assert form_to(answer.text, f"/stories/of/{small_tale.step_id}").values["text"] == typed["text"]
    assert small_tale.told() == []


def test_one_taps_more_or_less_and_the_next_story_comes(small_tale: Tale) -> None:
    stories = small_tale.tellers(2, {})
    small_tale.open_others()
    alva = teller(small_tale)
    for number in range(2):
        assert f"You have answered to {number} of 2." in said(alva.page)
        action = next(f"{story}/answer" for story in stories if f"{story}/answer" in alva.page)
        assert alva.send(action, wish="more", text="Att någon frågar").status_code == 200
    assert "You have answered to all there are." in said(alva.page)
    assert [(told.more, len(told.needs)) for told in small_tale.told()] == [(1, 1), (1, 1)]


def test_an_answer_is_changed_on_the_storys_own_page_which_tells_what_it_would_take(small_tale: Tale) -> None:
    (story,) = small_tale.tellers(1, {0: 3})
    small_tale.open_others()
    small_tale.answer(small_tale.evening.join(), story, "more", "Att någon frågar")
    alva = teller(small_tale)
    alva.send(f"{story}/answer", wish="more")
    page = alva.get(f"{small_tale.evening.path}/stories/{story}")
    assert re.search(r'value="more" aria-pressed="true"', page.text)
    assert "Att någon frågar" in said(page.text)
    changed = alva.send(f"{story}/answer", wish="less")
    assert re.search(r'value="less" aria-pressed="true"', changed.text)
    assert "Something is wrong here" in said(changed.text)


@pytest.mark.parametrize("sent", ["", "yes", "1", LONG_WORD, "🛹"])
def test_an_answer_that_is_none_is_refused(small_tale: Tale, sent: str) -> None:
    (story,) = small_tale.tellers(1, {})
    small_tale.open_others()
    alva = teller(small_tale)
    assert alva.send(f"{story}/answer", wish=sent).status_code == 422
    assert small_tale.told()[0].more == 0


def test_nothing_of_others_is_read_before_it_is_open(small_tale: Tale) -> None:
    (story,) = small_tale.tellers(1, {0: 1})
    alva, path = teller(small_tale), small_tale.evening.path
    assert alva.get(f"{path}/stories/{story}").status_code == 404
    assert alva.get(f"{path}/stories/of/{small_tale.step_id}/read").status_code == 404
    assert alva.forge(f"{path}/stories/{story}/answer", wish="more").status_code == 409
    assert "Berättelse 0" not in screen(small_tale)


def test_foreign_ids_are_nowhere(small_tale: Tale, others_evening: Evening) -> None:
    small_tale.open_others()
    foreign = Tale(others_evening)
    (theirs,) = foreign.tellers(1, {})
    foreign.open_others()
    alva, path = teller(small_tale), small_tale.evening.path
    for address in (
        f"{path}/stories/{theirs}",
        f"{path}/stories/{'x' * 16}",
        f"{path}/stories/of/{foreign.step_id}/read",
    ):
        assert alva.get(address).status_code == 404
    assert alva.forge(f"{path}/stories/{theirs}/answer", wish="more").status_code == 404
    assert alva.forge(f"{path}/stories/of/{foreign.step_id}", text="Vi fick vänta").status_code == 404
    assert alva.forge(f"{path}/stories/of/{small_tale.evening.board}", text="Vi fick vänta").status_code == 404


def test_what_was_half_told_when_the_step_closed_is_sent_to_the_leader(small_tale: Tale) -> None:
    alva, bilal = teller(small_tale), small_tale.evening.join()
    room.close_beside(small_tale.event_id, small_tale.step_id, by_id=small_tale.evening.leader_id, now=clock.now())
    refused = alva.send(f"/stories/of/{small_tale.step_id}", text="Vi fick vänta", **{"place-0": "1"})
    assert (refused.status_code, "Vi fick vänta" in said(refused.text)) == (409, True)
    alva.send(f"/stories/of/{small_tale.step_id}")
    assert (small_tale.told(bilal), len(small_tale.told(small_tale.evening.who_is(alva)))) == ([], 1)


def test_mine_shows_the_story_and_takes_it_back(small_tale: Tale) -> None:
    alva = teller(small_tale)
    tell(alva, small_tale, "Vi fick vänta")
    mine = alva.get(f"{small_tale.evening.path}/mine")
    assert "Vi fick vänta" in said(mine.text)
    alva.send("/withdraw")
    assert small_tale.told() == []
    assert "Vi fick vänta" not in said(alva.get(small_tale.page).text)


# The pattern


def test_a_spot_of_the_pattern_opens_to_the_stories_behind(small_tale: Tale) -> None:
    small_tale.tellers(5, {0: 2})
    small_tale.tell("En helt annan", small_tale.evening.join(), {0: 6})
    small_tale.open_others()
    address = f"{small_tale.evening.path}/stories/of/{small_tale.step_id}/read"
    page = teller(small_tale).get(address).text
    assert f"{address}?question=0&amp;point=2#behind" in page
    assert 'aria-label="A little more: I did: 5 stories"' in page
    assert "En helt annan" in page
    behind = teller(small_tale).get(f"{address}?question=0&point=2").text
    assert "En helt annan" not in behind
    assert "Berättelse 4" in behind


@pytest.mark.parametrize(
    "query", ["question=9&point=1", "question=0&point=-4", "question=x&point=y", "page=99999999999"]
)
def test_a_spot_that_there_is_not_opens_all_or_an_empty_page(small_tale: Tale, query: str) -> None:
    small_tale.tellers(5, {0: 2})
    small_tale.open_others()
    answer = teller(small_tale).get(f"{small_tale.evening.path}/stories/of/{small_tale.step_id}/read?{query}")
    assert answer.status_code == 200


def test_many_stories_are_read_page_by_page(small_tale: Tale) -> None:
    small_tale.tellers(14, {})
    small_tale.open_others()
    alva = teller(small_tale)
    first = alva.get(f"{small_tale.evening.path}/stories/of/{small_tale.step_id}/read").text
    assert ("Berättelse 11" in first, "Berättelse 12" in first) == (True, False)
    assert "Berättelse 13" in alva.get(f"{small_tale.evening.path}/stories/of/{small_tale.step_id}/read?page=1").text


def test_the_screen_draws_the_pattern_without_a_single_word_of_a_story(small_tale: Tale) -> None:
    small_tale.tellers(4, {0: 2})
    small_tale.open_others()
    assert 'class="pattern' not in screen(small_tale)
    small_tale.tellers(1, {0: 5})
    page = screen(small_tale)
    assert 'class="hills"' in page
    assert "Berättelse" not in said(page).replace("Mer: stories", "")
    assert "<a " not in page.partition("pattern-wall")[2].partition("</svg>")[0]


# The leader


def test_a_leader_reads_before_all_others_and_hides_with_a_reason(small_tale: Tale) -> None:
    alva = teller(small_tale)
    tell(alva, small_tale, "Om en granne")
    omar, path = small_tale.evening.desk(), small_tale.evening.path
    assert "Om en granne" in said(omar.get(f"{path}/stories/lead/of/{small_tale.step_id}/read").text)
    story = small_tale.told()[0].said.id
    omar.get(f"{path}/contributions/{story}")
    assert omar.send("/hide", reason=" ").status_code == 422
    assert omar.send("/hide", reason="Det går att se vem").status_code == 200
    assert small_tale.told() == []
    assert "Det går att se vem" in said(alva.get(small_tale.page).text)
    assert "Show again" in said(omar.get(f"{path}/lead?beside={small_tale.step_id}").text)


def test_a_leader_hides_what_it_would_take_and_the_story_stays(small_tale: Tale) -> None:
    (story,) = small_tale.tellers(1, {})
    small_tale.open_others()
    small_tale.answer(small_tale.evening.join(), story, "more", "Att rektorn slutar")
    omar = small_tale.evening.desk()
    omar.get(f"{small_tale.evening.path}/contributions/{small_tale.told()[0].needs[0].id}")
    omar.send("/hide", reason="En person")
    assert [len(told.needs) for told in small_tale.told()] == [0]


def test_what_stands_on_paper_is_written_down_with_its_places(small_tale: Tale) -> None:
    omar, path = small_tale.evening.desk(), small_tale.evening.path
    paper = omar.get(f"{path}/stories/of/{small_tale.step_id}/paper").text
    assert "What was it most about?" in said(paper)
    omar.get(f"{path}/lead?beside={small_tale.step_id}")
    omar.send(f"/stories/lead/of/{small_tale.step_id}", text="Från papperet", **{"place-1": "6"})
    (told,) = small_tale.told()
    assert (told.said.text, dict(told.places)) == ("Från papperet", {1: 6})


# Preparing, and afterwards


def prepare(tale: Tale) -> Browser:
    omar = tale.evening.desk()
    omar.get(f"{tale.evening.path}/prepare")
    return omar


def test_the_organiser_writes_own_questions_and_sees_them_again(small_tale: Tale) -> None:
    omar = prepare(small_tale)
    omar.send("/set-up", **{"words-0": "Vem bestämde?", "end-0-0": "Vi", "end-0-1": "De", "end-0-2": "Ingen"})
    alva = teller(small_tale)
    assert len(re.findall('name="place-0" value="[0-9]"', alva.page)) == 10
    assert "Vem bestämde?" in said(alva.page)
    assert 'value="Ingen"' in prepare(small_tale).page


@pytest.mark.parametrize("typed", [{"words-0": "Vem?"}, {"end-0-0": "Jag"}, {"end-0-0": "Jag", "end-0-1": "Jag"},
                                   {"end-0-0": LONG_WORD, "end-0-1": "De"}])  # fmt: skip
def test_questions_that_are_none_are_refused_and_kept_in_the_form(small_tale: Tale, typed: dict[str, str]) -> None:
    omar = prepare(small_tale)
    answer = omar.send("/set-up", **typed)
    assert answer.status_code == 422
    assert refusal_on(answer)
    name, value = next(iter(typed.items()))
    assert form_to(answer.text, "/set-up").values[name] == value
    assert "questions" not in small_tale.step.settings


def test_the_report_has_the_stories_their_places_and_the_files(small_tale: Tale) -> None:
    small_tale.tellers(5, {0: 2})
    omar, path = small_tale.evening.desk(), small_tale.evening.path
    report = omar.get(f"{path}/report").text
    assert "Berättelse 3" in report
    assert 'class="hills"' in report
    for kind, mimetype in (("csv", "text/csv"), ("json", "application/json")):
        assert omar.get(f"{path}/stories/of/{small_tale.step_id}/stories.{kind}").mimetype == mimetype


def test_a_phones_page_asks_as_often_for_one_story_as_for_many(small_tale: Tale, queries: Any) -> None:
    small_tale.open_others()
    alva, asked = teller(small_tale), []
    for more in (2, 30):
        small_tale.tellers(more, {0: 1})
        with queries() as seen:
            alva.get(small_tale.page)
        asked.append(seen.count)
    assert asked[0] == asked[1]
