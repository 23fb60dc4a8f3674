"""What people say to be here as, of their own will: at the door, on the leader's page, in the report."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from participation.db import db
from participation.events.afterwards.rules import FEW, told_parts
from participation.events.library import queries as library
from participation.events.participants import actions, queries
from participation.events.participants.models import ParticipantRole
from participation.events.participants.rules import RoleCounts, counts
from tests.cast import Evening
from tests.reading import Browser, refusal_on, said

PARTS = st.dictionaries(st.sampled_from(["young", "adult", "leads", "silent"]), st.integers(0, 60))


def arrive(evening: Evening, *roles: str) -> list[str]:
    """People join, each saying one of `roles` (an empty one says nothing); their ids."""
    return [
        evening.who(actions.join(evening.event_id, f"door {place} {role}", role)) for place, role in enumerate(roles)
    ]


def rows() -> int:
    db.session.rollback()
    return db.session.query(ParticipantRole).count()


def test_saying_what_one_is_here_as_is_asked_once_kept_apart_and_counted(evening: Evening) -> None:
    young, adult, silent = arrive(evening, "young", "adult", "")
    assert queries.roles(evening.event_id) == {young: "young", adult: "adult"}
    assert queries.role_counts(evening.event_id) == RoleCounts(young=1, adult=1, leads=0, silent=1)
    assert queries.role_of(silent) == ""


def test_joining_twice_with_one_form_says_it_once_and_the_first_word_stands(evening: Evening) -> None:
    first = actions.join(evening.event_id, "one form", "young")
    assert actions.join(evening.event_id, "one form", "adult") == first
    assert queries.roles(evening.event_id) == {evening.who(first): "young"}


def test_who_said_something_wrong_says_another_or_nothing(evening: Evening) -> None:
    (alva,) = arrive(evening, "adult")
    for _tap in range(2):
        actions.say_role(evening.event_id, alva, "young")
    assert (queries.role_of(alva), rows()) == ("young", 1)
    for _tap in range(2):
        actions.say_role(evening.event_id, alva, "")
    assert (queries.role_of(alva), rows()) == ("", 0)


def test_another_events_people_are_not_counted(small_evening: Evening, others_evening: Evening) -> None:
    arrive(others_evening, "adult", "leads")
    assert queries.roles(small_evening.event_id) == {}
    assert queries.role_counts(small_evening.event_id) == RoleCounts()


# On phones


def test_joining_takes_two_taps_with_and_without_a_word_about_oneself(small_evening: Evening) -> None:
    silent, young = Browser(small_evening.app), Browser(small_evening.app)
    for browser, chosen in ((silent, {}), (young, {"role": "young"})):
        page = browser.get(f"/j/{small_evening.code}").text
        assert page.count('type="radio" name="role"') == 3
        assert "checked" not in page
        assert browser.send(f"/j/{small_evening.code}", **chosen).status_code == 200
        assert browser.at == small_evening.path
    assert queries.roles(small_evening.event_id) == {small_evening.who_is(young): "young"}


@pytest.mark.parametrize("role", ["boss", "young adult", "🛹", "x" * 500, "<b>", "\0"])
def test_something_that_nobody_can_be_is_refused_and_nobody_joins(small_evening: Evening, role: str) -> None:
    cleo = Browser(small_evening.app)
    cleo.get(f"/j/{small_evening.code}")
    answer = cleo.send(f"/j/{small_evening.code}", role=role)
    assert answer.status_code == 422
    assert refusal_on(answer)
    assert queries.role_counts(small_evening.event_id) == RoleCounts()


def test_on_mine_it_is_changed_and_taken_back(small_evening: Evening) -> None:
    alva = small_evening.browser()
    alva.get(f"{small_evening.path}/mine")
    assert "I am here as: Young" in said(alva.send("/role", role="young").text)
    alva.send("/role", role="")
    assert (rows(), "I am here as: " in said(alva.page)) == (0, False)
    assert alva.send("/role", role="boss").status_code == 422


# The leader, and the report


def test_the_leader_sees_the_ratio_and_the_methods_advice(small_evening: Evening) -> None:
    lead = f"{small_evening.path}/lead"
    omar = small_evening.desk()
    assert "has not said" not in said(omar.get(lead).text)
    arrive(small_evening, "young", "adult", "adult", "")
    assert "1 young · 2 adults · 1 has not said" in said(omar.get(lead).text)
    assert "more young people than adults" in said(omar.page)
    for place in range(2):
        actions.join(small_evening.event_id, f"more {place}", "young")
    assert "more young people than adults" not in said(omar.get(lead).text)


def test_the_leaders_page_is_fetched_again_when_somebody_says_another(small_evening: Evening) -> None:
    (alva,) = arrive(small_evening, "young")
    omar = small_evening.desk()
    signal = f"{small_evening.path}/lead/signal"
    before = omar.get(signal).text
    actions.say_role(small_evening.event_id, alva, "adult")
    assert omar.get(signal).text != before


def test_a_method_that_is_gone_advises_nothing(app: Flask) -> None:
    assert library.advises_more_young("idea-workshop") is True
    assert library.advises_more_young("no such method") is False


def test_the_report_tells_large_numbers_and_no_small_one(small_evening: Evening) -> None:
    arrive(small_evening, *["young"] * 12, *["adult"] * 6, *["leads"] * 2, *[""] * 8)
    omar = small_evening.desk()
    told = json.loads(omar.get(f"{small_evening.path}/report.json").text)["people"]
    assert told["joined"] == 28
    assert told["here_as"] == {"young": 12, "adult": None, "leads": None, "silent": 8}
    page = said(omar.get(f"{small_evening.path}/report").text)
    assert "Young people 12" in page
    assert "Leaders not told" in page


def test_who_said_nothing_at_all_is_not_in_the_report(small_evening: Evening) -> None:
    arrive(small_evening, *[""] * 9)
    told = json.loads(small_evening.desk().get(f"{small_evening.path}/report.json").text)
    assert told["people"]["here_as"] == {}


@given(PARTS)
def test_what_is_left_out_of_a_whole_cannot_be_found_again(parts: dict[str, int]) -> None:
    told = told_parts(parts)
    hidden = [parts[name] for name, count in told.items() if count is None]
    assert all(told[name] in (None, count) for name, count in parts.items())
    assert not any(count is not None and 0 < count < FEW for count in told.values())
    others = [count for count in parts.values() if count]
    assert not hidden or len(hidden) == len(others) or (len(hidden) > 1 and sum(hidden) >= FEW)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_the_counts_add_up_to_who_joined(young: int, adult: int, silent: int) -> None:
    found = counts({"young": young, "adult": adult}, young + adult + silent)
    assert found.said + found.silent == young + adult + silent
    assert found.too_many_adults is (adult > 0 and adult >= young)
