"""Who may do what to an account."""

from __future__ import annotations

import datetime as dt

import pytest

from participation.people import rules
from tests.cast import refusal_of

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
EMAIL = "omar@lindvik.example"


@pytest.mark.parametrize(
    ("typed", "kept"), [(" Omar@Lindvik.Example ", EMAIL), ("o.h+tråd@förvaltning.se", "o.h+tråd@förvaltning.se")]
)
def test_an_address_is_kept_in_small_letters_without_outer_space(typed: str, kept: str) -> None:
    assert rules.check_email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "omar", "omar@", "@lindvik.se", "a b@c.se", "a@b", "a@b..se", "a" * 250 + "@b.se"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert refusal_of(rules.check_email, typed) == "not_an_email"


@pytest.mark.parametrize(
    ("password", "fate"),
    [
        ("tre ord på rad", "accepted"),
        ("x" * 12, "accepted"),
        ("x" * 200, "accepted"),
        ("x" * 11, "password_too_short"),
        ("", "password_too_short"),
        ("x" * 201, "too_long"),
        ("OMAR@lindvik.example", "password_too_easy"),
    ],
)
def test_a_password_is_long_but_not_endless_and_not_the_accounts_own_name(password: str, fate: str) -> None:
    assert refusal_of(rules.check_password, password, EMAIL) == fate


def test_the_ninth_try_within_a_quarter_has_to_wait() -> None:
    assert refusal_of(rules.check_failures, 7) == "accepted"
    assert refusal_of(rules.check_failures, 8) == "too_many_signins"


@pytest.mark.parametrize(
    ("expires_at", "used", "left", "fate"),
    [
        (NOW + dt.timedelta(seconds=1), False, False, "accepted"),
        (NOW, False, False, "link_expired"),
        (NOW + dt.timedelta(days=1), True, False, "link_expired"),
        (NOW + dt.timedelta(days=1), False, True, "link_expired"),
    ],
)
def test_a_link_works_once_for_a_while_and_for_who_is_still_here(
    expires_at: dt.datetime, used: bool, left: bool, fate: str
) -> None:
    assert refusal_of(rules.check_link, expires_at, used, left, NOW) == fate


@pytest.mark.parametrize(
    ("is_self", "already_left", "owes", "successor", "fate"),
    [
        (True, False, 0, False, "cannot_close_own"),
        (False, True, 0, False, "already_left"),
        (False, False, 2, False, "needs_successor"),
        (False, False, 2, True, "accepted"),
        (False, False, 0, False, "accepted"),
    ],
)
def test_who_owes_something_leaves_only_with_a_successor(
    is_self: bool, already_left: bool, owes: int, successor: bool, fate: str
) -> None:
    attempt = {
        "is_self": is_self,
        "already_left": already_left,
        "owes": owes,
        "successor_works_here": successor,
        "successor_fits": successor,
    }
    assert refusal_of(rules.check_departure, **attempt) == fate


@pytest.mark.parametrize(("hours", "fresh"), [(0, True), (13.9, True), (14, False), (-1, False)])
def test_a_desk_left_open_overnight_is_signed_out_and_a_clock_set_back_too(hours: float, fresh: bool) -> None:
    assert rules.session_is_fresh(NOW, NOW + dt.timedelta(hours=hours)) is fresh


@pytest.mark.parametrize(("role", "successor", "can"), [
    ("organiser", "organiser", True), ("organiser", "administrator", True), ("organiser", "politician", False),
    ("politician", "politician", True), ("politician", "civil_servant", True), ("civil_servant", "organiser", False),
])  # fmt: skip
def test_what_somebody_held_goes_to_who_can_do_it(role: str, successor: str, can: bool) -> None:
    assert rules.fits(role, successor) is can


def test_who_holds_something_keeps_the_role_until_it_is_handed_over() -> None:
    rules.check_role_change(0)
    assert refusal_of(lambda: rules.check_role_change(2)) == "holds_things"
