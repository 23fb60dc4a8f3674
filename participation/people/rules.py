"""Who may do what to an account, as pure decisions."""

from __future__ import annotations

import datetime as dt
import re

from participation.refusal import Refusal

LEAST_PASSWORD = 12
FAILURES_ALLOWED = 8
FAILURE_WINDOW = dt.timedelta(minutes=15)
LINK_LIFETIME = dt.timedelta(days=7)
SIGNED_IN_FOR = dt.timedelta(hours=14)

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def check_email(email: str) -> str:
    """An e-mail address in the form that accounts are kept under (lower case)."""
    folded = email.strip().lower()
    if len(folded) > 254 or not _EMAIL.fullmatch(folded):
        raise Refusal("not_an_email", field="email")
    return folded


def check_password(password: str, email: str) -> None:
    """Refuse passwords that are short, endless, or the account's own name."""
    if len(password) < LEAST_PASSWORD:
        raise Refusal("password_too_short", field="password", least=LEAST_PASSWORD)
    if len(password) > 200:
        raise Refusal("too_long", field="password", limit=200)
    if password.lower() in {email, email.split("@")[0] * 2}:
        raise Refusal("password_too_easy", field="password")


def check_failures(recent: int) -> None:
    """Slow guessing down: so many failures within `FAILURE_WINDOW` and the account waits."""
    if recent >= FAILURES_ALLOWED:
        raise Refusal("too_many_signins", status=429, minutes=int(FAILURE_WINDOW.total_seconds() // 60))


def check_link(expires_at: dt.datetime, used: bool, left: bool, now: dt.datetime) -> None:
    """A link works once, for a while, and for somebody who is still here."""
    if used or left or now >= expires_at:
        raise Refusal("link_expired", status=410)


def check_departure(
    *, is_self: bool, already_left: bool, owes: int, successor_works_here: bool, successor_fits: bool
) -> None:
    """Nobody closes their own account, and what somebody owed is taken over before they go by who may do it."""
    if is_self:
        raise Refusal("cannot_close_own")
    if already_left:
        raise Refusal("already_left")
    if owes and not successor_works_here:
        raise Refusal("needs_successor", field="successor", count=owes)
    if owes and not successor_fits:
        raise Refusal("successor_cannot", field="successor")


def fits(role: str, successor_role: str) -> bool:
    """Whether one role can take over from another: who leads from who leads, who answers from who answers."""
    leads = {"organiser", "administrator"}
    return (role in leads) == (successor_role in leads)


def check_role_change(owes: int) -> None:
    """Who holds something keeps the role that it needs, until it is handed over."""
    if owes:
        raise Refusal("holds_things", field="role", count=owes)


def session_is_fresh(signed_in_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a sign-in still counts; a desk left open overnight does not."""
    return dt.timedelta(0) <= now - signed_in_at < SIGNED_IN_FOR
