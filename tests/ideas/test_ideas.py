"""Giving ideas and grouping them, on both databases."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import func, select

from participation import clock, db, tokens
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.events.contributions import queries as given
from participation.events.contributions.actions import Gift
from participation.events.contributions.models import Contribution
from participation.ideas import actions, queries, rules
from participation.ideas.models import Idea
from tests.cast import OLGA, WORDS, Evening, evening_of, refusal_of

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def gift(evening: Evening, text: str, who: str | None, id_: str | None = None, step: str | None = None) -> Gift:
    return Gift(id_ or tokens.new_id(), evening.event_id, step or evening.board, who, actions.KIND, text, "sv")


def rows() -> list[str]:
    db.db.session.rollback()
    ideas = db.db.session.scalar(select(func.count()).select_from(Idea))
    texts = list(db.db.session.scalars(select(Contribution.text).order_by(Contribution.created_at, Contribution.text)))
    assert len(texts) == ideas, "every idea has its row in both tables"
    return texts


# Giving


@pytest.mark.parametrize("text", WORDS, ids=["swedish", "emoji", "rtl", "script", "long word"])
def test_an_idea_is_kept_as_it_was_written(evening: Evening, text: str) -> None:
    actions.give_idea(gift(evening, text, evening.join()), NOW)
    assert rows() == [text]
    (idea,) = given.of_step(evening.board, None)
    assert (idea.text, idea.language, idea.said_at) == (text, "sv", NOW)


def test_the_same_form_twice_is_one_idea_also_after_the_step_was_closed(evening: Evening) -> None:
    alva = evening.join()
    sent = gift(evening, "Mer ljus", alva)
    actions.give_idea(sent, NOW)
    actions.give_idea(sent, NOW + dt.timedelta(seconds=1))
    evening.go_to("vote")
    assert refusal_of(actions.give_idea, sent, NOW) == "accepted", "it came in before the step was closed"
    evening.end()
    assert refusal_of(actions.give_idea, sent, NOW) == "accepted"
    assert rows() == ["Mer ljus"]


def test_other_words_in_a_form_that_was_gone_back_to_are_another_idea(evening: Evening) -> None:
    alva = evening.join()
    for text in ("Mer ljus", "Fler bussar", "Mer ljus", "Fler bussar"):
        actions.give_idea(gift(evening, text, alva, "one-form"), NOW)
    assert sorted(rows()) == ["Fler bussar", "Mer ljus"]


def test_a_form_that_somebody_else_sent_is_not_ones_own(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    other.go_to("ideas")
    alva, bilal, elsewhere = evening.join(), evening.join(), other.join()
    actions.give_idea(gift(evening, "Alvas", alva, "one-form"), NOW)
    for where, who in ((evening, bilal), (evening, None), (other, elsewhere)):
        assert refusal_of(actions.give_idea, gift(where, "Alvas", who, "one-form"), NOW) == "form_too_old"
    assert rows() == ["Alvas"]


def test_a_double_tap_that_reaches_two_workers_is_one_idea(evening: Evening) -> None:
    sent = gift(evening, "Mer ljus", evening.join())
    fates: list[str] = []
    gate = threading.Barrier(5)

    def tap() -> None:
        with evening.app.app_context():
            gate.wait()
            try:
                fates.append(refusal_of(actions.give_idea, sent, NOW))
            except Exception as problem:
                fates.append(repr(problem))
            db.db.session.remove()

    threads = [threading.Thread(target=tap) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fates == ["accepted"] * 5
    assert rows() == ["Mer ljus"]


def test_ideas_come_in_only_while_their_step_is_open_but_a_leader_may_write_down_what_was_said(
    evening: Evening,
) -> None:
    alva = evening.join()
    evening.go_to("vote")
    assert refusal_of(actions.give_idea, gift(evening, "Sent", alva), NOW) == "step_closed"
    assert refusal_of(actions.give_idea, gift(evening, "Sagt högt", None), NOW) == "accepted"
    evening.end()
    assert refusal_of(actions.give_idea, gift(evening, "För sent", None), NOW) == "event_over"
    assert rows() == ["Sagt högt"]


def test_an_idea_goes_into_an_idea_step_of_its_own_event(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    other.go_to("ideas")
    alva = evening.join()
    for step in (other.board, evening.steps["vote"], evening.steps["welcome"], "nothing"):
        assert refusal_of(actions.give_idea, gift(evening, "X", alva, step=step), NOW) == "not_an_idea_step"
    assert refusal_of(actions.give_idea, gift(evening, "X", alva, id_="a b"), NOW) == "form_too_old"
    assert rows() == []


def test_one_participant_gives_fifty_ideas_and_a_leader_as_many_as_are_said(evening: Evening) -> None:
    alva = evening.join()
    for number in range(rules.MOST_IDEAS):
        last = gift(evening, f"Idé {number}", alva)
        actions.give_idea(last, NOW)
    assert refusal_of(actions.give_idea, gift(evening, "En till", alva), NOW) == "too_many_ideas"
    assert refusal_of(actions.give_idea, last, NOW) == "accepted", "the fiftieth sent again is still the fiftieth"
    assert refusal_of(actions.give_idea, gift(evening, "En annans", evening.join()), NOW) == "accepted"
    assert refusal_of(actions.give_idea, gift(evening, "Sagt högt", None), NOW) == "accepted"
    assert len(rows()) == rules.MOST_IDEAS + 2


# Themes


def test_ideas_stand_in_their_themes_and_the_rest_last(evening: Evening) -> None:
    light, bus, free = (evening.give(text) for text in ("Mer ljus", "Fler bussar", "Annat"))
    outside = actions.add_theme(evening.event_id, evening.board, "Ute")
    journey = actions.add_theme(evening.event_id, evening.board, "Resa")
    actions.group(evening.event_id, light, outside)
    actions.group(evening.event_id, bus, outside)
    actions.group(evening.event_id, bus, journey)

    def board() -> list[tuple[str | None, list[str]]]:
        db.db.session.rollback()
        groups = queries.board(evening.board, given.of_step(evening.board, None))
        return [(group.title, [idea.text for idea in group.ideas]) for group in groups]

    assert board() == [("Ute", ["Mer ljus"]), ("Resa", ["Fler bussar"]), (None, ["Annat"])]
    assert {offer.text: offer.theme for offer in activities.offers(evening.event_id)} == {
        "Mer ljus": "Ute",
        "Fler bussar": "Resa",
        "Annat": None,
    }
    actions.rename_theme(evening.event_id, outside, "Mörker")
    actions.group(evening.event_id, bus, None)
    actions.rename_theme(evening.event_id, journey, "")
    assert board() == [("Mörker", ["Mer ljus"]), (None, ["Fler bussar", "Annat"])]
    found = queries.one(evening.event_id, light)
    assert found is not None
    assert (found["theme_id"], [item.id for item in found["others"]]) == (outside, [bus, free])


def test_a_theme_has_a_name_of_its_own_on_its_board(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    first = actions.add_theme(evening.event_id, evening.board, "Ute")
    second = actions.add_theme(evening.event_id, evening.board, "Resa")
    assert refusal_of(actions.add_theme, evening.event_id, evening.board, "Ute") == "theme_taken"
    assert refusal_of(actions.rename_theme, evening.event_id, second, "Ute") == "theme_taken"
    assert refusal_of(actions.rename_theme, evening.event_id, first, "Ute") == "accepted"
    assert refusal_of(actions.add_theme, other.event_id, other.board, "Ute") == "accepted"
    assert [theme.title for theme in queries.themes(evening.board)] == ["Ute", "Resa"]


def test_a_board_with_forty_themes_takes_no_more(evening: Evening) -> None:
    for number in range(rules.MOST_THEMES):
        actions.add_theme(evening.event_id, evening.board, f"Tema {number}")
    assert refusal_of(actions.add_theme, evening.event_id, evening.board, "Ett till") == "too_many_themes"


def test_nothing_of_another_event_is_grouped_from_here(evening: Evening) -> None:
    other = evening_of(evening.app, OLGA)
    mine, theirs = evening.give("Vår"), other.give("Deras")
    their_theme = actions.add_theme(other.event_id, other.board, "Deras tema")
    our_theme = actions.add_theme(evening.event_id, evening.board, "Vårt tema")
    here = evening.event_id
    assert refusal_of(actions.group, here, theirs, our_theme) == "unknown_contribution"
    assert refusal_of(actions.group, here, "nothing", our_theme) == "unknown_contribution"
    assert refusal_of(actions.group, here, mine, their_theme) == "unknown_theme"
    assert refusal_of(actions.group, here, mine, "nothing") == "unknown_theme"
    assert refusal_of(actions.rename_theme, here, their_theme, "Vårt") == "unknown_theme"
    assert refusal_of(actions.add_theme, here, other.board, "X") == "not_an_idea_step"
    assert queries.one(here, theirs) is None
    assert queries.one(here, "nothing") is None


def test_an_idea_that_was_taken_back_has_no_page_for_the_leader(evening: Evening) -> None:
    alva = evening.join()
    idea = evening.give("Ångrad", alva)
    contributions.withdraw(evening.event_id, idea, alva, clock.now())
    assert queries.one(evening.event_id, idea) is None


def test_offers_come_best_supported_first_and_then_as_they_were_said(evening: Evening) -> None:
    first = evening.give("Först", at=NOW)
    evening.give("Sedan", at=NOW + dt.timedelta(minutes=1))
    best = evening.give("Bäst", at=NOW + dt.timedelta(minutes=2))
    contributions.support(evening.event_id, best, evening.join())
    offers = activities.offers(evening.event_id)
    assert [(offer.text, offer.support) for offer in offers] == [("Bäst", 1), ("Först", 0), ("Sedan", 0)]
    assert offers[1].contribution_ids == (first,)
