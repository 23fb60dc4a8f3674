"""What holds a text back and what suggests danger, by its words alone."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.events.duty import rules as duty_rules
from participation.events.moderation import rules
from participation.events.moderation.lists import shipped
from participation.events.moderation.screening import danger_entries
from tests.cast import refusal_of

days = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
serials = st.integers(0, 999)
around = st.text(st.characters(exclude_categories=("Nd", "Cs")), max_size=20)


def number_of(day: dt.date, serial: int, *, coordination: bool = False) -> str:
    """Nine digits and the right control digit, with the century before them."""
    shown = day.day + 60 if coordination else day.day
    nine = f"{day.year % 100:02}{day.month:02}{shown:02}{serial:03}"
    return f"{day.year // 100}{nine}{rules.control_digit(nine)}"


@pytest.mark.parametrize(
    "known", ["811218-9876", "19811218-9876", "198112189876", "811218+9876", "19 811218-9876", "701063-2391"]
)
def test_published_examples_of_identity_and_coordination_numbers_are_found(known: str) -> None:
    assert rules.has_identity_number(f"Ring {known} nu")


@given(days, serials, st.booleans(), st.sampled_from(["", "-", "+", " ", "–", " - "]), st.booleans(), around, around)
def test_every_right_number_is_found_wherever_it_stands(
    day: dt.date, serial: int, coordination: bool, sign: str, with_century: bool, before: str, after: str
) -> None:
    twelve = number_of(day, serial, coordination=coordination)
    ten = twelve if with_century else twelve[2:]
    assert rules.has_identity_number(f"{before} {ten[:-4]}{sign}{ten[-4:]} {after}")


@given(days, serials, st.booleans(), st.integers(1, 9))
def test_a_wrong_control_digit_is_no_identity_number(
    day: dt.date, serial: int, coordination: bool, off_by: int
) -> None:
    right = number_of(day, serial, coordination=coordination)
    wrong = f"{right[:-1]}{(int(right[-1]) + off_by) % 10}"
    assert not rules.has_identity_number(f"{wrong[:8]}-{wrong[8:]}")


def test_what_is_no_day_is_no_identity_number() -> None:
    for nine in ("811318987", "810230987", "810099987"):
        assert not rules.has_identity_number(f"{nine}{rules.control_digit(nine)}")


def test_a_number_that_begins_inside_another_is_found() -> None:
    assert rules.has_identity_number("1234 811218-9876")
    assert rules.has_identity_number("٨١١٢١٨-٩٨٧٦"), "digits of other scripts"


@given(st.integers(0, 10**7 - 1), st.sampled_from(["070-{}", "070 {}", "+4670{}", "0046 70 {}", "+46 (0)70-{}"]))
def test_a_mobile_number_is_found_however_it_is_written(number: int, written: str) -> None:
    digits = f"{number:07}"
    for grouped in (digits, f"{digits[:3]} {digits[3:5]} {digits[5:]}"):
        assert rules.has_phone_number(f"ring mig på {written.format(grouped)} ikväll")


@pytest.mark.parametrize(
    "harmless",
    [
        "Öppet 2026-01-02 18-20",
        "BRIS 116 111 eller 90101",
        "kl 08-16",
        "08.00-16.00",
        "0-18 år",
        "1000000 kronor",
        "Linje 4 och 15, 07:30",
        "år 2000 och 2010",
    ],
)
def test_dates_times_and_short_numbers_are_no_phone_numbers(harmless: str) -> None:
    assert rules.reasons(harmless, (), approve_first=False) == ()


@given(st.emails(domains=st.just("lindvik.example")))
def test_an_e_mail_address_is_found(address: str) -> None:
    local = "".join(char for char in address.partition("@")[0] if char.isalnum()) or "x"
    assert rules.reasons(f"skriv till {local}@lindvik.example", (), approve_first=False)[-1:] == ("email",)


def test_every_reason_is_told_in_one_order() -> None:
    text = "Jävla ID-IOT 811218-9876, 070-123 45 67, alva@lindvik.example"
    assert rules.reasons(text, ["jävla id"], approve_first=True, late=True) == rules.REASONS


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert set(rules.reasons(text, [text, "ord*"], approve_first=False)) <= set(rules.REASONS)
    assert rules.has_word(text, danger_entries()) in {True, False}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DUMMA IDIOTER", True),
        ("du är en idiiiiot", True),
        ("idiotisk tanke", True),
        ("en patriot", False),
        ("Cykel, väg!", True),
        ("cykelväg", False),
        ("väg cykel", False),
    ],
)
def test_words_are_found_whole_whatever_their_case_and_length(text: str, found: bool) -> None:
    assert rules.has_word(text, ["idiot*", "cykel väg"]) is found


@pytest.mark.parametrize(
    "text", ["Jag VILL DÖÖÖ", "pappa slår mig", "jag tänker på självmord", "I want to die", "han våldtog mig"]
)
def test_words_that_suggest_danger_are_found(text: str) -> None:
    assert rules.has_word(text, [*danger_entries(), "våldtog mig"])


@pytest.mark.parametrize("text", ["Mer ljus på vägen", "Vi dör av skratt", "Slå ihop köerna", "Fler självscanningar"])
def test_everyday_words_suggest_no_danger(text: str) -> None:
    assert not rules.has_word(text, danger_entries())


def test_the_shipped_lists_can_be_saved_as_they_are_in_both_languages() -> None:
    for kind in ("held", "danger"):
        lists = shipped(kind)
        assert set(lists) == {"sv", "en"}
        for lines in lists.values():
            rules.check_list(lines)
            assert len(rules.entries_of(lines)) > 5


def test_a_word_that_would_hold_everything_back_is_refused() -> None:
    for lines in ("idiot\n*", "a*", "!!"):
        assert refusal_of(rules.check_list, lines) == "word_too_short"
    assert refusal_of(rules.check_list, "# ett skäl\n\nidiot* # ett skäl") == "accepted"


def test_a_step_asks_for_approval_unless_it_says_open() -> None:
    assert [rules.approves_first(settings) for settings in ({}, {"approval": "first"}, {"approval": "open"})] == [
        True,
        True,
        False,
    ]


def test_approving_needs_a_choice_and_reporting_a_reading() -> None:
    assert refusal_of(rules.check_chosen, []) == "nothing_ticked"
    assert refusal_of(duty_rules.check_seen, ["released"]) == "read_it_first"
