"""Guessing passwords: slowed down for each account, in the database."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from participation import db
from participation.people import actions, rules
from participation.people.models import SigninFailure
from tests.cast import (
    OLGA,
    OMAR,
    PASSWORD,
    refusal_of,
)
from tests.people.failures import failures

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)


def test_eight_failures_within_a_quarter_stop_the_account_even_with_the_right_password(people: dict[str, str]) -> None:
    actions.set_password(people[OMAR.email], PASSWORD)
    actions.set_password(people[OLGA.email], PASSWORD)
    for second in range(rules.FAILURES_ALLOWED):
        at = NOW + dt.timedelta(seconds=second)
        assert refusal_of(actions.sign_in, OMAR.email, "fel fel fel fel", at) == "wrong_signin"
    soon, later = NOW + dt.timedelta(minutes=14), NOW + rules.FAILURE_WINDOW + dt.timedelta(seconds=8)
    assert refusal_of(actions.sign_in, " OMAR@lindvik.example", PASSWORD, soon) == "too_many_signins"
    assert refusal_of(actions.sign_in, OLGA.email, PASSWORD, soon) == "accepted"
    assert refusal_of(actions.sign_in, OMAR.email, PASSWORD, later) == "accepted"


def test_guessing_at_an_account_that_does_not_exist_is_answered_and_slowed_down_in_the_same_way(
    people: dict[str, str],
) -> None:
    fates = {refusal_of(actions.sign_in, "nobody@lindvik.example", "fel fel fel fel", NOW) for _try in range(8)}
    assert fates == {"wrong_signin"}
    assert refusal_of(actions.sign_in, "nobody@lindvik.example", "fel", NOW) == "too_many_signins"


def test_failures_name_no_account_and_are_forgotten_after_a_day(people: dict[str, str]) -> None:
    assert refusal_of(actions.sign_in, OMAR.email, "fel fel fel fel", NOW) == "wrong_signin"
    kept = db.db.session.scalars(select(SigninFailure)).one()
    assert "omar" not in kept.account_hash
    assert len(kept.account_hash) == 64
    two_days = NOW + dt.timedelta(days=2)
    assert refusal_of(actions.sign_in, OLGA.email, "fel fel fel fel", two_days) == "wrong_signin"
    assert failures() == 1
