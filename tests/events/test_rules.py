"""Times, agendas, endings, contributions: what holds for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.events import rules
from participation.events.contributions import rules as given_rules
from participation.events.participants import pseudonyms
from tests.cast import refusal_of

START = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
HOURS = dt.timedelta(hours=3)


@pytest.mark.parametrize(
    ("ends_after", "hear_after", "fate"),
    [
        (HOURS, None, "accepted"),
        (HOURS, 0, "accepted"),
        (HOURS, 21, "accepted"),
        (HOURS, -1, "heard_back_too_early"),
        (dt.timedelta(0), None, "ends_before_start"),
        (-HOURS, None, "ends_before_start"),
        (rules.LONGEST, None, "accepted"),
        (rules.LONGEST + dt.timedelta(minutes=1), None, "ends_before_start"),
    ],
)
def test_an_event_ends_after_it_starts_and_people_hear_back_afterwards(
    ends_after: dt.timedelta, hear_after: int | None, fate: str
) -> None:
    hear_back_on = None if hear_after is None else START.date() + dt.timedelta(days=hear_after)
    assert refusal_of(rules.check_times, START, START + ends_after, hear_back_on) == fate


def test_an_event_is_led_by_its_own_and_by_administrators() -> None:
    assert rules.may_lead("omar", False, {"omar"})
    assert rules.may_lead("astrid", True, {"omar"})
    assert not rules.may_lead("olga", False, {"omar"})


@pytest.mark.parametrize(
    ("ending", "fate"), [(None, "accepted"), ("closed", "event_over"), ("cancelled", "event_over")]
)
def test_nothing_comes_into_an_event_that_is_over(ending: str | None, fate: str) -> None:
    assert refusal_of(rules.check_running, ending) == fate


@pytest.mark.parametrize(
    ("kind", "reason", "day", "fate"),
    [
        ("closed", "", START.date(), "accepted"),
        ("closed", "", None, "needs_hear_back"),
        ("cancelled", "Lokalen är låst", None, "accepted"),
        ("cancelled", "", START.date(), "missing"),
    ],
)
def test_a_closed_event_has_a_day_and_a_cancelled_one_a_reason(kind: str, reason: str, day: dt.date, fate: str) -> None:
    assert refusal_of(rules.check_ending, kind, reason, day) == fate


# The agenda


@dataclass
class Place:
    id: str


agendas = st.lists(st.integers(0, 99), unique=True, max_size=12).map(lambda ids: [Place(str(number)) for number in ids])


@given(agendas)
def test_going_next_from_nowhere_visits_every_step_once_and_back_again(agenda: list[Place]) -> None:
    there: list[Place] = []
    at = None
    while (step := rules.neighbour(agenda, at, 1)) is not None:
        there.append(step)
        at = step.id
    back = [there[-1]] if there else []
    while back and (step := rules.neighbour(agenda, back[-1].id, -1)) is not None:
        back.append(step)
    assert there == agenda
    assert back == agenda[::-1]


@given(agendas, st.text(), st.sampled_from([-1, 1]))
def test_a_neighbour_is_a_step_of_the_agenda_or_none(agenda: list[Place], at: str, by: int) -> None:
    assert rules.neighbour(agenda, at, by) in [*agenda, None]
    assert rules.neighbour(agenda, None, -1) is None


@given(agendas.filter(bool), st.data())
def test_after_a_pause_it_goes_on_with_the_step_that_was_paused(agenda: list[Place], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(agenda) - 1))
    paused = agenda[place].id
    assert rules.neighbour(agenda, None, 1, paused) == agenda[place]
    assert rules.neighbour(agenda, None, -1, paused) == (agenda[place - 1] if place else None)
    assert rules.neighbour(agenda, paused, 1, paused) == rules.neighbour(agenda, paused, 1)


# What people give


@pytest.mark.parametrize("candidate", ["short", "x" * 33, "with space", "a/b/c/d/e", "å" * 9, "", "abcdefgh\n"])
def test_an_id_that_no_form_of_ours_made_is_refused(candidate: str) -> None:
    assert refusal_of(given_rules.check_id, candidate) == "form_too_old"


@given(st.from_regex(r"[A-Za-z0-9_-]{8,32}", fullmatch=True))
def test_an_id_that_is_safe_in_an_address_is_taken_as_it_is(candidate: str) -> None:
    assert given_rules.check_id(candidate) == candidate


@pytest.mark.parametrize(
    ("author", "who", "fate"), [("a", "a", "accepted"), ("a", "b", "not_yours"), (None, "b", "not_yours")]
)
def test_only_its_author_takes_something_back(author: str | None, who: str, fate: str) -> None:
    assert refusal_of(given_rules.check_own, author, who) == fate


def test_what_is_gone_is_out_of_everybodys_hands() -> None:
    assert refusal_of(given_rules.check_still_here, withdrawn=False, erased=False) == "accepted"
    assert refusal_of(given_rules.check_still_here, withdrawn=True, erased=False) == "gone"
    assert refusal_of(given_rules.check_still_here, withdrawn=False, erased=True) == "gone"


def test_hiding_needs_a_reason() -> None:
    assert refusal_of(given_rules.check_hiding, " \n") == "hide_needs_reason"
    assert refusal_of(given_rules.check_hiding, "Namnger någon") == "accepted"


@pytest.mark.parametrize(
    ("into", "that_into", "target"), [("b", None, "b"), ("b", "c", "c"), ("a", None, None), ("b", "a", None)]
)
def test_a_merge_leads_to_a_root_and_never_into_itself(into: str, that_into: str | None, target: str | None) -> None:
    if target is None:
        assert refusal_of(given_rules.check_merge, "a", into, that_into) == "merge_into_itself"
    else:
        assert given_rules.check_merge("a", into, that_into) == target


@given(st.integers(0, 40000), st.timedeltas(dt.timedelta(0), dt.timedelta(days=40000)))
def test_words_may_be_destroyed_exactly_when_their_days_have_passed(keep_days: int, passed: dt.timedelta) -> None:
    may = given_rules.may_destroy(START + passed, START, keep_days)
    assert may == (passed >= dt.timedelta(days=keep_days))


# Made-up names


def test_every_made_up_name_is_another_one_in_both_languages() -> None:
    for language in ("sv", "en"):
        names = {pseudonyms.name(number, language) for number in range(pseudonyms.COUNT)}
        assert len(names) == pseudonyms.COUNT == 256
    assert pseudonyms.name(0, "sv") == pseudonyms.name(256, "sv") == "Lugn lo"
