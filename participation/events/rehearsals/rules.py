"""What holds for rehearsals, as pure decisions."""

from __future__ import annotations

import datetime as dt

from participation.refusal import Refusal

PEOPLE = 12
"""Pretend participants."""

AT_ONCE = 4
"""How many of them answer at one press."""

LASTS = dt.timedelta(hours=24)
"""A rehearsal that nobody ended ends by itself."""


def check_real(rehearses_id: str | None) -> None:
    """Nothing public comes of what was only rehearsed."""
    if rehearses_id is not None:
        raise Refusal("only_rehearsed", status=409)


def check_rehearsal(rehearses_id: str | None) -> None:
    """What is done here is done with a rehearsal only: a real event is never ended so."""
    if rehearses_id is None:
        raise Refusal("no_rehearsal", status=404)
