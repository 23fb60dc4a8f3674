"""Choosing a theme: wishes on phones, the leader's choice, bars on the screen."""

from __future__ import annotations

import pytest
from flask import Flask

from participation import clock
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.ideas import actions as ideas
from participation.ideas.choosing import actions, queries
from tests.cast import LONG_WORD, refusal_of
from tests.reading import form_to, said
from tests.teams.hackathon import Hackathon
from tests.teams.hackathon import hackathon as build


@pytest.fixture
def hackathon(town: Flask) -> Hackathon:
    """Omar's hackathon on each database, in choosing among three themes."""
    return choosing(build(town))


@pytest.fixture
def small_hackathon(app: Flask) -> Hackathon:
    """The same on SQLite alone."""
    return choosing(build(app))


def choosing(made: Hackathon) -> Hackathon:
    made.go_to("ideas")
    for title in ("Ljus", "Bussar", "Skola"):
        ideas.add_theme(made.event_id, made.board, title)
    made.go_to("choose_theme")
    return made


def themes(made: Hackathon, viewer: str | None = None) -> dict[str, queries.Choosable]:
    return {theme.title: theme for theme in queries.choosable(made.event_id, viewer)}


def wish(made: Hackathon, who: str, title: str, *, wanted: bool = True) -> None:
    actions.wish(made.event_id, made.steps["choose_theme"], themes(made)[title].id, who, wanted=wanted)


def choose(made: Hackathon, title: str, *, chosen: bool = True) -> None:
    step, theme = made.steps["choose_theme"], themes(made)[title].id
    actions.choose(made.event_id, step, theme, chosen=chosen, by_id=made.leader_id, now=clock.now())


def test_each_person_wishes_for_up_to_two_and_changes_their_mind(hackathon: Hackathon) -> None:
    alva, bilal = hackathon.join(), hackathon.join()
    for title in ("Ljus", "Ljus", "Skola"):
        wish(hackathon, alva, title)
    wish(hackathon, bilal, "Ljus")
    assert refusal_of(wish, hackathon, alva, "Bussar") == "too_many_wishes"
    for _press in range(2):
        wish(hackathon, alva, "Skola", wanted=False)
    wish(hackathon, alva, "Bussar")
    assert {title: theme.wishes for title, theme in themes(hackathon).items()} == {"Ljus": 2, "Bussar": 1, "Skola": 0}
    assert [title for title, theme in themes(hackathon, bilal).items() if theme.mine] == ["Ljus"]
    assert queries.wishing(hackathon.event_id) == 2


def test_what_is_chosen_is_told_to_other_rooms_with_the_ideas_behind_it(hackathon: Hackathon) -> None:
    hackathon.go_to("ideas")
    given = [hackathon.give(words) for words in ("Mörkt", "Halt", "Kö")]
    contributions.support(hackathon.event_id, given[1], hackathon.join())
    for contribution_id in given[:2]:
        ideas.group(hackathon.event_id, contribution_id, themes(hackathon)["Ljus"].id)
    for _press in range(2):
        choose(hackathon, "Ljus")
    (chosen,) = activities.chosen_themes(hackathon.event_id)
    assert (chosen.title, [idea.text for idea in chosen.behind]) == ("Ljus", ["Halt", "Mörkt"])
    choose(hackathon, "Ljus", chosen=False)
    assert activities.chosen_themes(hackathon.event_id) == []


def test_a_theme_written_by_hand_can_be_chosen_and_dissolving_one_takes_wishes_along(hackathon: Hackathon) -> None:
    for _press in range(2):
        actions.write_theme(hackathon.event_id, hackathon.steps["choose_theme"], "Eget")
    choose(hackathon, "Eget")
    wish(hackathon, hackathon.join(), "Ljus")
    choose(hackathon, "Ljus")
    assert [theme.title for theme in activities.chosen_themes(hackathon.event_id)] == ["Eget", "Ljus"]
    ideas.rename_theme(hackathon.event_id, themes(hackathon)["Ljus"].id, "")
    assert [theme.title for theme in activities.chosen_themes(hackathon.event_id)] == ["Eget"]
    assert queries.wishing(hackathon.event_id) == 0


def test_numbers_are_hidden_until_the_leader_opens_them(small_hackathon: Hackathon) -> None:
    alva, omar = small_hackathon.browser(), small_hackathon.desk()
    alva.get(small_hackathon.path)
    action = f"/choosing/{small_hackathon.steps['choose_theme']}/wish"
    page = alva.send(action)
    assert form_to(page.text, action).values["wanted"] == "0"
    assert "want this" not in said(page.text).replace("I want this", "")
    assert "1 has chosen" in said(omar.get(f"{small_hackathon.path}/screen").text)
    omar.get(f"{small_hackathon.path}/lead")
    omar.send("/others")
    assert "1 wants this" in said(alva.get(small_hackathon.path).text)
    assert "<svg" in omar.get(f"{small_hackathon.path}/screen/now").text
    omar.get(f"{small_hackathon.path}/lead")
    omar.send("/choose")
    for page in (alva.get(small_hackathon.path), omar.get(f"{small_hackathon.path}/screen/now")):
        assert "The room works with" in said(page.text)


def test_odd_values_are_refused_with_words(small_hackathon: Hackathon) -> None:
    alva, omar = small_hackathon.browser(), small_hackathon.desk()
    step = f"{small_hackathon.path}/choosing/{small_hackathon.steps['choose_theme']}"
    assert alva.forge(f"{step}/wish", theme="nothing", wanted="1").status_code == 404
    assert alva.forge(f"{step}/wish", theme="x" * 99, wanted="1").status_code == 422
    assert alva.forge(f"{step}/wish").status_code == 422
    assert omar.forge(f"{step}/write", title=LONG_WORD).status_code == 422
    assert omar.forge(f"{step}/settings", most="0").status_code == 422
    assert omar.forge(f"{step}/write", title="Ljus 🛹 ملعب").status_code == 303
    assert "Ljus 🛹 ملعب" in said(alva.get(small_hackathon.path).text)
