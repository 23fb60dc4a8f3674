"""A municipality's own methods: saved from an event, taken in from a file, newer versions, removing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from participation import clock, db, tokens
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.library import actions, queries, rules
from participation.events.library.gathering import Told
from participation.events.library.models import OwnMethod
from participation.events.preparing import actions as preparing
from participation.events.preparing import queries as checklists
from participation.events.preparing.actions import Point
from participation.methods import rules as files
from participation.methods.writing import as_file
from tests.cast import Evening, refusal_of
from tests.conftest import count_queries

TOLD = Told("sv", "Kvällsrådet", "Alla skriver, sedan pratar vi 🌙", "På kvällen", "En lista", (4, 25))


def save(evening: Evening, told: Told = TOLD, *, anew: bool = False, once: str = "form") -> str:
    return actions.save(evening.event_id, told, anew=anew, by_id=evening.leader_id, now=clock.now(), once=once)


def take_in(evening: Evening, source: str, *, as_new: bool = False, once: str = "form") -> str:
    return actions.take_in(source, as_new=as_new, by_id=evening.leader_id, now=clock.now(), once=once)


def own() -> list[OwnMethod]:
    db.db.session.rollback()
    return list(queries.own())


def test_a_prepared_event_becomes_a_method_with_its_words_and_nobodys_contributions(
    town: Flask, evening: Evening
) -> None:
    cards = evening.add_step("prompt_cards", cards=["Vad är bra?", "Vad saknas?"], at=1, note="Vänta in alla")
    events.change_step(evening.event_id, evening.board, title="Tankar", prompt="Var då?", minutes=7, note="Tyst först")
    preparing.add_point(evening.event_id, Point("Boka mat", "Omars mamma", evening.event.starts_at.date()), "food")
    evening.give("Mer ljus", evening.join())
    method = queries.find(save(evening))
    assert method is not None
    assert (method.title, method.people) == ({"sv": "Kvällsrådet"}, (4, 25))
    board = method.steps[1]
    assert (board.kind, board.title, board.prompt, board.note, board.minutes) == (
        ("ideas", {"sv": "Tankar"}, {"sv": "Var då?"}, {"sv": "Tyst först"}, 7)
    )
    assert board.settings == {"approval": "open", "timer": False}
    assert method.steps[-1].settings == {"cards": ["Vad är bra?", "Vad saknas?"]}
    assert method.steps[-1].note == {"sv": "Vänta in alla"}
    assert [point.text["sv"] for point in method.checklist][-1] == "Boka mat"
    assert method.roles  # as in the method that the event was made from
    assert "Mer ljus" not in own()[0].source
    assert "mamma" not in own()[0].source
    assert evening.event.steps[-1].id == cards


def test_an_event_is_made_from_an_own_method(town: Flask, evening: Evening) -> None:
    events.change_step(evening.event_id, evening.board, title="Tankar", prompt="Var då?", minutes=7)
    key = save(evening)
    plan = events.Plan("Igen", "", evening.event.starts_at, evening.event.ends_at, None)
    made = events.create_event(
        evening.process_id, plan, method_key=key, language="en", organiser_id=evening.leader_id, now=clock.now()
    )
    event = event_queries.event(made)
    assert event is not None
    assert [step.title for step in event.steps] == [step.title for step in evening.event.steps]
    assert [point.text for point in checklists.points(made)] == [
        point.text for point in checklists.points(evening.event_id)
    ]
    actions.remove(key)
    assert event_queries.event(made) is not None
    assert queries.advises_more_young(key) is False


def test_the_same_form_sent_twice_saves_one_method(town: Flask, evening: Evening) -> None:
    assert save(evening) == save(evening)
    assert [row.version for row in own()] == [1]
    save(evening, once="another form")
    assert len(own()) == 2


def test_saving_anew_makes_the_next_version_of_the_method_that_the_event_was_made_from(
    town: Flask, evening: Evening
) -> None:
    key = save(evening)
    plan = events.Plan("Igen", "", evening.event.starts_at, evening.event.ends_at, None)
    again = events.create_event(
        evening.process_id, plan, method_key=key, language="sv", organiser_id=evening.leader_id, now=clock.now()
    )
    of_again = replace(evening, event_id=again)
    for _twice in range(2):
        assert save(of_again, replace(TOLD, title="Kvällsrådet, kortare"), anew=True) == key
    assert [(row.id, row.version) for row in own()] == [(key, 2)]
    assert queries.method_of(own()[0]).title == {"sv": "Kvällsrådet, kortare"}


def test_a_file_taken_in_twice_is_one_method(town: Flask, evening: Evening) -> None:
    source = as_file(queries.method_of(own_of(evening)), "sixteen-letters_")
    assert take_in(evening, source) == take_in(evening, source) == "sixteen-letters_"
    plain = as_file(queries.method_of(own_of(evening)))
    assert take_in(evening, plain) == take_in(evening, plain)
    assert len(own()) == 3


def own_of(evening: Evening) -> OwnMethod:
    save(evening)
    return own()[-1]


def test_a_newer_version_replaces_an_older_one_and_never_the_other_way(town: Flask, evening: Evening) -> None:
    method = queries.method_of(own_of(evening))
    newer = as_file(replace(method, title={"sv": "Nyare"}, version=3), method.key)
    assert take_in(evening, newer) == method.key
    assert [row.version for row in own()] == [3]
    older = as_file(replace(method, title={"sv": "Äldre"}, version=2), method.key)
    assert refusal_of(take_in, evening, older) == "method_older"
    assert queries.method_of(own()[0]).title == {"sv": "Nyare"}
    for _twice in range(2):
        beside = take_in(evening, older, as_new=True)
    assert {row.id for row in own()} == {method.key, beside}
    assert f'id = "{beside}"' in next(row.source for row in own() if row.id == beside)


@pytest.mark.parametrize("id_", ["feelings-compass", "../../etc", "kort", "å" * 16])
def test_a_file_cannot_take_the_name_of_something_else(town: Flask, evening: Evening, id_: str) -> None:
    source = as_file(queries.method_of(own_of(evening)), id_)
    assert refusal_of(take_in, evening, source) == "method_id"


def test_what_an_event_says_must_fit_a_file_too(town: Flask, evening: Evening) -> None:
    events.change_step(evening.event_id, evening.board, title="Tankar", prompt="<b>Var</b> då?", minutes=7)
    assert refusal_of(save, evening) == "method_markup"
    assert own() == []


def test_a_walks_stops_stay_in_their_town(town: Flask, evening: Evening) -> None:
    evening.add_step("walk", light="day", groups=2, approval="open", map_id="x", points=[], notes="Hål i staketet")
    save(evening)
    assert queries.method_of(own()[0]).steps[-1].settings == {"light": "day", "groups": 2, "approval": "open"}


def test_there_are_no_more_than_anybody_looks_through(
    town: Flask, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_OWN", 1)
    save(evening)
    save(evening)
    assert refusal_of(save, evening, once="more") == "too_many_methods"


def test_removing_twice_is_removing_once(town: Flask, evening: Evening) -> None:
    key = save(evening)
    for _twice in range(2):
        actions.remove(key)
    assert queries.find(key) is None


def test_a_long_list_takes_as_many_queries_as_a_short_one(town: Flask, evening: Evening) -> None:
    seen: list[Any] = []
    for _round in range(2):
        save(evening, once=tokens.new_id())
        save(evening, once=tokens.new_id())
        db.db.session.rollback()
        db.db.session.expunge_all()
        with count_queries() as counted:
            assert queries.startable()
            assert [row.by.name for row in queries.own()]
        seen.append(counted.count)
    assert seen == [2, 2]


def test_every_setting_that_a_file_may_hold_is_one_that_a_new_step_has(app: Flask) -> None:
    known = queries.known_kinds()
    assert "approval" in known["ideas"]
    assert "approval" not in known["vote"]
    assert 0 not in known["form_teams"]["largest"]
    assert ["Vad?"] in known["prompt_cards"]["cards"]
    assert ["Vad? "] not in known["prompt_cards"]["cards"]
    assert ["å" * 201] not in known["prompt_cards"]["cards"]
    assert "Vad?" not in known["prompt_cards"]["cards"]
    assert [[1]] not in known["prompt_cards"]["cards"]
    assert files.MOST_STEPS == 60
