"""The idea board on phones, for the leader and on the screen."""

from __future__ import annotations

import re
from typing import Any

import pytest

from participation import clock
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given
from participation.ideas import actions, queries, rules
from tests.cast import LONG_WORD, WORDS, Browser, Evening, form_to, forms_of, refusal_on, said


def write(browser: Browser, evening: Evening, text: str, **more: str) -> Any:
    browser.get(evening.path)
    return browser.send(f"{evening.path}/ideas", text=text, **more)


def on_board(evening: Evening) -> list[str]:
    return [item.text for item in given.of_step(evening.board, None, everything=True)]


def everywhere(evening: Evening, viewer: Browser) -> dict[str, str]:
    """What each audience reads now."""
    omar = evening.desk()
    return {
        "phone": said(viewer.get(evening.path).text),
        "lead": said(omar.get(f"{evening.path}/lead").text),
        "screen": said(omar.get(f"{evening.path}/screen").text),
        "live": said(omar.get(f"{evening.path}/screen/now").text),
        "make": said(omar.get(f"/staff/events/{evening.event_id}/proposal").text),
    }


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
    assert "This step is closed just now. What you wrote is still here." in said(answer.text)
    assert WORDS[3] in said(answer.text)
    assert "<script>alert" not in answer.text
    assert f'href="{small_evening.path}"' in answer.text
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


# The leader's board


def leads(evening: Evening, idea: str) -> Browser:
    omar = evening.desk()
    omar.get(f"{evening.path}/lead/ideas/{idea}")
    return omar


def test_a_hidden_idea_is_read_by_nobody_but_its_author_with_the_reason(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    write(alva, small_evening, "Om en granne")
    small_evening.open_others()
    (idea,) = given.of_step(small_evening.board, None)
    omar = leads(small_evening, idea.id)
    refused = omar.send("/hide", reason=" ")
    assert (refused.status_code, refusal_on(refused)) == (422, "Write why. The author is told.")
    assert omar.send("/hide", reason=WORDS[3]).status_code == 200
    seen = everywhere(small_evening, bilal)
    assert "Om en granne" not in seen["phone"] + seen["screen"] + seen["live"] + seen["make"]
    assert "Om en granne" in seen["lead"]
    for page in (small_evening.path, f"{small_evening.path}/mine"):
        answer = alva.get(page).text
        assert f"The leader has hidden this: {WORDS[3]}" in said(answer)
        assert "<script>alert" not in answer
    omar.get(f"{small_evening.path}/lead")
    omar.send("/show")
    assert "Om en granne" in everywhere(small_evening, bilal)["phone"]


def test_a_leader_merges_and_parts_on_the_ideas_own_page(small_evening: Evening) -> None:
    lamp, light = small_evening.give("En lampa", small_evening.join()), small_evening.give("Mer ljus")
    omar = leads(small_evening, lamp)
    assert omar.send("/merge", into=light).status_code == 200
    assert "together with: Mer ljus" in said(omar.page)
    itself = leads(small_evening, light).send("/merge", into=lamp)
    assert (itself.status_code, refusal_on(itself)) == (422, "Choose another one that says the same.")
    omar.get(f"{small_evening.path}/lead")
    omar.send("/part")
    assert "together with" not in said(omar.page)


def test_a_leader_groups_by_drag_and_without_it(small_evening: Evening) -> None:
    idea = small_evening.give("Mer ljus")
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/lead")
    assert omar.send("/themes", title="Ute").status_code == 200
    twice = omar.send("/themes", title="Ute")
    assert (twice.status_code, refusal_on(twice)) == (422, "There is already a theme with that name.")
    assert form_to(twice.text, "/themes").values["title"] == "Ute"
    (theme,) = queries.themes(small_evening.board)
    assert f'data-theme="{theme.id}"' in omar.page
    action = re.search(r'data-idea="([^"]+)"', omar.page)
    assert action is not None
    token = form_to(omar.page, "/themes").values["csrf_token"]
    assert omar.post(action[1], csrf_token=token, theme=theme.id).status_code == 200
    assert queries.theme_of_ideas(small_evening.board) == {idea: theme.id}
    omar = leads(small_evening, idea)
    assert form_to(omar.page, "/theme").values["theme"] == theme.id
    omar.send("/theme", theme="")
    assert queries.theme_of_ideas(small_evening.board) == {}
    omar.get(f"{small_evening.path}/lead")
    renaming = next(form for form in forms_of(omar.page) if form.action.endswith(f"/themes/{theme.id}"))
    omar.post(renaming.action, **{**renaming.values, "title": WORDS[3]})
    assert WORDS[3] in said(omar.page)
    assert "<script>alert" not in omar.page
    assert omar.post(renaming.action, **{**renaming.values, "title": "x" * 81}).status_code == 422
    omar.post(renaming.action, **{**renaming.values, "title": ""})
    assert list(queries.themes(small_evening.board)) == []


def test_a_leader_writes_down_what_was_said_and_too_much_is_kept_in_the_form(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/lead")
    refused = omar.send("/lead/ideas", text="x" * 501)
    assert refused.status_code == 422
    assert form_to(refused.text, "/lead/ideas").values["text"] == "x" * 501
    assert omar.send("/lead/ideas", text="Sagt högt").status_code == 200
    assert on_board(small_evening) == ["Sagt högt"]


def test_an_idea_that_went_away_while_the_leader_looked_is_answered_in_words(small_evening: Evening) -> None:
    alva = small_evening.join()
    idea = small_evening.give("Ångrad", alva)
    omar = leads(small_evening, idea)
    contributions.withdraw(small_evening.event_id, idea, alva, clock.now())
    answer = omar.send("/hide", reason="Ett skäl")
    assert answer.status_code == 410
    assert "That is no longer here." in said(answer.text)
    assert omar.get(f"{small_evening.path}/lead/ideas/{idea}").status_code == 404


# Questions to the database


def test_every_page_of_the_board_asks_as_few_questions_with_a_hundred_ideas_as_with_one(
    small_evening: Evening, queries: Any
) -> None:
    alva, omar = small_evening.browser(), small_evening.desk()
    who = small_evening.who_is(alva)
    small_evening.open_others()
    theme = actions.add_theme(small_evening.event_id, small_evening.board, "Ute")

    def fill(count: int) -> None:
        for number in range(count):
            mine, other = small_evening.give(f"Min {number}", who), small_evening.give(f"Annan {number}", None)
            contributions.support(small_evening.event_id, other, who)
            actions.group(small_evening.event_id, mine, theme)

    def asked() -> dict[str, int]:
        counts = {}
        pages = {
            "now": (alva, small_evening.path),
            "mine": (alva, f"{small_evening.path}/mine"),
            "signal": (alva, f"{small_evening.path}/signal"),
            "lead": (omar, f"{small_evening.path}/lead"),
            "screen": (omar, f"{small_evening.path}/screen"),
            "one": (omar, f"{small_evening.path}/lead/ideas/{given.of_step(small_evening.board, None)[0].id}"),
        }
        for name, (browser, path) in pages.items():
            with queries() as seen:
                assert browser.get(path).status_code == 200
            counts[name] = seen.count
        return counts

    fill(1)
    asked()
    few = asked()
    fill(49)
    assert len(on_board(small_evening)) == 100
    assert asked() == few
    assert few["now"] <= 14
    assert few["signal"] <= 8
    assert rules.MOST_IDEAS == 50
