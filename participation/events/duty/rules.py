"""What holds for the adult on duty, as pure decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from participation.refusal import Refusal

REPORTED = ("social", "head")
"""To whom a danger was reported: the social services (SoL 2025:400), the head teacher (skollagen 6:10)."""


LETTER_WAITS = dt.timedelta(minutes=1)
"""Who has the page open reads an alert there before a letter about it is sent."""

BETWEEN_LETTERS = dt.timedelta(minutes=5)


def next_letter(last: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """When the adult on duty is written to, after a letter that was due `last`; None when that one is still to come."""
    soon = now + LETTER_WAITS
    if last is None:
        return soon
    return None if last > now else max(soon, last + BETWEEN_LETTERS)


def check_seen(facts: Collection[str]) -> None:
    """A text is read before it is reported or let go."""
    if "seen" not in facts:
        raise Refusal("read_it_first", status=409)
