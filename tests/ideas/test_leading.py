"""The leader's board: hiding, merging, grouping; and what every page of the board asks the database."""

from __future__ import annotations

import re
from typing import Any

from participation import clock
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given
from participation.ideas import actions, queries, rules
from tests.cast import WORDS, Evening
from tests.ideas.board import everywhere, on_board, write
from tests.reading import Browser, form_to, forms_of, refusal_on, said

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


def test_a_leader_renames_a_theme_and_dissolves_it_with_an_empty_name(small_evening: Evening) -> None:
    theme_id = actions.add_theme(small_evening.event_id, small_evening.board, "Ute")
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/lead")
    renaming = next(form for form in forms_of(omar.page) if form.action.endswith(f"/themes/{theme_id}"))
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
