"""Letters around a day that was promised: some days before it, and after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from participation import clock
from participation.mail.actions import post

BEFORE, AFTER = "before", "after"
DAYS: Mapping[str, int] = {BEFORE: -3, AFTER: 1}
_MORNING = dt.time(7, tzinfo=dt.UTC)


def remind(
    session: Session,
    kind: str,
    whose: str,
    facts: Mapping[str, Any],
    *,
    due: dt.date,
    now: dt.datetime,
    days: Mapping[str, int] = DAYS,
) -> None:
    """Have letters written around a day, within the transaction that promised it; those too late are left out.

    `whose` tells this promise from others that are due on the same day. What is owed when a letter is sent decides
    whether there is anything to tell.
    """
    for when, offset in days.items():
        at = dt.datetime.combine(due + dt.timedelta(days=offset), _MORNING)
        if at > now:
            post(
                session,
                kind,
                f"{kind}:{whose}:{due.isoformat()}:{when}",
                at,
                {**facts, "due": due.isoformat(), "when": when},
            )


def due_of(facts: Mapping[str, Any]) -> dt.date | None:
    """The day that a letter is about; None when it was to come before the day and comes after it, or too early."""
    due = dt.date.fromisoformat(facts["due"])
    today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
    return due if (today > due) is (facts["when"] != BEFORE) else None
