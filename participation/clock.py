"""Time: stored in UTC, decided on with a `now` that is passed in, shown in the installation's zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo


def now() -> dt.datetime:
    """The present moment, in UTC and aware of it."""
    return dt.datetime.now(dt.UTC)


def local_date(moment: dt.datetime, zone: str) -> dt.date:
    """The calendar day of `moment` where the municipality is; promises are made by such days."""
    return moment.astimezone(ZoneInfo(zone)).date()


def iso(moment: dt.datetime) -> str:
    """`moment` in UTC as RFC 3339 with whole seconds, such as `2026-09-12T17:30:00Z`."""
    return moment.astimezone(dt.UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
