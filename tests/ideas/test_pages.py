"""The idea board on phones and on the screen."""

from __future__ import annotations

import pytest

from participation.events.contributions import queries as given
from tests.cast import LONG_WORD, WORDS, Evening
from tests.ideas.board import everywhere, on_board, write
from tests.reading import form_to, refusal_on, said

# Giving


@pytest.mark.parametrize("text", WORDS, ids=["swedish", "emoji", "rtl", "script", "long word"])
def test_an_idea_is_read_by_everybody_as_it_was_written_and_never_as_markup(small_evening: Evening, text: str) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser("sv")
    assert write(alva, small_evening, text).status_code == 200
    small_evening.open_others()
    for where, words in everywhere(small_evening, bilal).items():
        assert text in words, where
    omar = small_evening.desk()
    pages = [bilal.get(small_evening.path), alva.get(f"{small_evening.path}/mine")]
    pages += [omar.get(f"{small_evening.path}/{page}") for page in ("lead", "screen", "screen/now")]
    assert not any("<script>alert" in page.text for page in pages)
    assert on_board(small_evening) == [text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Something is missing here."),
        (" \n\t ", "Something is missing here."),
        ("\u200b\x00\x07", "Something is missing here."),
        (LONG_WORD + "å", "It may be at most 500 characters."),
        ("🛹" * 501, "It may be at most 500 characters."),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_the_form_which_keeps_it(
    small_evening: Evening, text: str, words: str
) -> None:
    alva = small_evening.browser()
    answer = write(alva, small_evening, text)
    assert answer.status_code == 422
    assert words in refusal_on(answer)
    kept = form_to(answer.text, "/ideas").values
    assert kept["text"].strip() == text.strip() or "\x00" in text
    assert on_board(small_evening) == []
    assert alva.send(f"{small_evening.path}/ideas", text="Kortare").status_code == 200


def test_five_hundred_characters_are_taken_also_of_emoji(small_evening: Evening) -> None:
    alva = small_evening.browser()
    for text in ("🛹" * 500, "a" + "\r\n" * 249 + "b" * 250):
        assert write(alva, small_evening, text).status_code == 200
    assert sorted(len(text) for text in on_board(small_evening)) == [500, 500]


def test_others_are_hidden_until_the_leader_opens_them(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    write(alva, small_evening, "Alvas idé")
    closed = everywhere(small_evening, bilal)
    assert "Alvas idé" not in closed["phone"] + closed["screen"] + closed["live"]
    assert "1 idea so far" in closed["screen"]
    assert "Alvas idé" in closed["lead"]
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/lead")
    omar.send("/others")
    opened = everywhere(small_evening, bilal)
    assert "Alvas idé" in opened["phone"]
    assert "Alvas idé" in opened["screen"]
    omar.get(f"{small_evening.path}/lead")
    omar.send("/others")
    assert "Alvas idé" not in everywhere(small_evening, bilal)["phone"]


def test_a_replayed_form_is_one_idea_and_two_tabs_are_two(small_evening: Evening) -> None:
    alva = small_evening.browser()
    first_tab, second_tab = alva.get(small_evening.path).text, alva.get(small_evening.path).text
    for tab in (first_tab, first_tab, second_tab):
        alva.page = tab
        assert alva.send(f"{small_evening.path}/ideas", text="Mer ljus").status_code == 200
    assert on_board(small_evening) == ["Mer ljus", "Mer ljus"]
    alva.page = first_tab  # the back button
    alva.send(f"{small_evening.path}/ideas", text="Något annat")
    assert sorted(on_board(small_evening)) == ["Mer ljus", "Mer ljus", "Något annat"]


def test_a_form_refused_and_sent_again_is_one_idea_under_the_same_id(small_evening: Evening) -> None:
    alva = small_evening.browser()
    refused = write(alva, small_evening, "å" * 501)
    first = form_to(alva.page, "/ideas").values["id"]
    form = form_to(refused.text, "/ideas")
    assert form.values["id"] == first
    for _tap in range(2):
        alva.post(form.action, **{**form.values, "text": "Kortare"})
    assert on_board(small_evening) == ["Kortare"]


def test_when_the_room_went_on_the_typed_text_comes_back_with_the_reason(small_evening: Evening) -> None:
    alva = small_evening.browser()
    small_evening.go_to("vote")
    answer = alva.send(f"{small_evening.path}/ideas", text=WORDS[3])
    assert answer.status_code == 409
    assert "The step closed. Your text is still here." in said(answer.text)
    assert WORDS[3] in said(answer.text)
    assert "<script>alert" not in answer.text
    assert on_board(small_evening) == []


def test_what_was_late_is_sent_to_the_leader_who_takes_it_in(small_evening: Evening) -> None:
    alva, omar = small_evening.browser(), small_evening.desk()
    small_evening.go_to("vote")
    alva.send(f"{small_evening.path}/ideas", text="Mer ljus")
    form = form_to(alva.page, "/ideas")
    assert (form.values["text"], form.values["late"]) == ("Mer ljus", "1")
    for _tap in range(2):
        assert alva.post(form.action, **form.values).status_code == 200
    lead = omar.get(f"{small_evening.path}/lead").text
    assert "it came after the step had closed" in said(lead)
    assert on_board(small_evening) == []
    omar.send("/lead/approvals", all="1")
    assert on_board(small_evening) == ["Mer ljus"]


def test_late_is_no_way_into_a_step_that_never_was_open_or_into_an_event_that_is_over(small_evening: Evening) -> None:
    alva = small_evening.browser()
    form = form_to(alva.page, "/ideas")
    other = small_evening.add_step("ideas")
    answer = alva.post(form.action, **{**form.values, "text": "Mer ljus", "step": other, "late": "1"})
    assert answer.status_code == 409
    small_evening.end()
    assert alva.post(form.action, **{**form.values, "text": "Mer ljus", "late": "1"}).status_code == 409
    assert on_board(small_evening) == []


def test_when_the_event_is_over_the_typed_text_comes_back_too(small_evening: Evening) -> None:
    alva = small_evening.browser("sv")
    small_evening.end()
    answer = alva.send(f"{small_evening.path}/ideas", text="Mer ljus")
    assert answer.status_code == 409
    assert "Mer ljus" in said(answer.text)
    assert on_board(small_evening) == []


def test_a_form_forged_with_another_events_step_or_idea_changes_nothing(
    small_evening: Evening, others_evening: Evening
) -> None:
    alva = small_evening.browser()
    theirs = others_evening.give("Deras", others_evening.join())
    step = alva.forge(f"{small_evening.path}/ideas", text="Mer ljus", step=others_evening.board)
    assert (step.status_code, "Mer ljus" in said(step.text)) == (404, True)
    for verb, values in (("support", {"support": "1"}), ("withdraw", {})):
        answer = alva.forge(f"{small_evening.path}/contributions/{theirs}/{verb}", **values)
        assert answer.status_code == 404
        assert "That does not belong to this event." in said(answer.text)
    for id_ in ("short", "x" * 33, "../../etc", theirs):
        bad = alva.forge(f"{small_evening.path}/ideas", text="Deras", step=small_evening.board, id=id_)
        assert bad.status_code in {400, 409, 422}, id_
        assert "Deras" in said(bad.text) or form_to(bad.text, "/ideas").values["text"] == "Deras"
    assert (on_board(small_evening), on_board(others_evening)) == ([], ["Deras"])


@pytest.mark.parametrize("support", ["2", "", "yes", "1; drop"])
def test_support_is_yes_or_no(small_evening: Evening, support: str) -> None:
    alva = small_evening.browser()
    idea = small_evening.give("Mer ljus")
    answer = alva.forge(f"{small_evening.path}/contributions/{idea}/support", support=support)
    assert answer.status_code == 422
    assert given.of_step(small_evening.board, None)[0].support == 0


# Support


def test_support_is_given_once_and_taken_back_with_the_same_button(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    write(alva, small_evening, "Mer ljus")
    small_evening.open_others()
    before = bilal.get(small_evening.path).text
    for _tab in range(2):
        bilal.page = before
        bilal.send("/support")
    assert 'aria-pressed="true"' in bilal.page
    assert given.of_step(small_evening.board, None)[0].support == 1
    alva.get(small_evening.path)
    alva.send("/support")
    assert given.of_step(small_evening.board, None)[0].support == 2
    bilal.get(small_evening.path)
    bilal.send("/support")
    assert 'aria-pressed="false"' in bilal.page
    assert given.of_step(small_evening.board, None)[0].support == 1


# Taking back


def test_what_is_taken_back_disappears_everywhere_at_once(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    write(alva, small_evening, "Alvas idé")
    small_evening.open_others()
    assert all("Alvas idé" in words for words in everywhere(small_evening, bilal).values())
    alva.get(f"{small_evening.path}/mine")
    assert "taken back" in said(alva.send("/withdraw").text)
    for where, words in everywhere(small_evening, bilal).items():
        assert "Alvas idé" not in words, where
    assert "Alvas idé" not in said(alva.get(small_evening.path).text)
    assert "/withdraw" not in alva.get(f"{small_evening.path}/mine").text
