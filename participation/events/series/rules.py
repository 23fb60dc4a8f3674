"""When meetings come back, as pure decisions. Days are local; a meeting keeps its time of day when clocks change."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from participation.refusal import Refusal

EVERY = ("week", "two_weeks", "month")
"""How often: each week, each other week, or each month on the same weekday, such as the second Tuesday."""

MOST_MEETINGS = 60
AT_LATEST = dt.timedelta(days=3)
"""So long before a meeting it is prepared, also when nobody closed the one before."""

LONGEST = dt.timedelta(days=731)
MOST_BREAKS = 40
LONGEST_SHEET = MOST_BREAKS * 40

_DAY = r"(\d{4}-\d\d-\d\d)"
_BREAK = re.compile(rf"{_DAY}(?:\s*(?:–|-|till|to)\s*{_DAY})?")

Break = tuple[dt.date, dt.date]
"""Days on which nobody meets, the first and the last."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often meetings come back: until a day, or so many times, and not in the breaks."""

    every: str
    until: dt.date | None
    times: int | None
    breaks: tuple[Break, ...] = ()


def breaks_of(sheet: str) -> tuple[Break, ...]:
    """The breaks on a sheet, one on each line: a day, or a first and a last one."""
    lines = [line.strip() for line in sheet.splitlines() if line.strip()]
    if len(lines) > MOST_BREAKS:
        raise Refusal("too_many_breaks", field="breaks", most=MOST_BREAKS)
    return tuple(_break(line) for line in lines)


def _break(line: str) -> Break:
    found = _BREAK.fullmatch(line)
    if found is None:
        raise Refusal("not_a_break", field="breaks", line=line[:40])
    try:
        first = dt.date.fromisoformat(found[1])
        last = dt.date.fromisoformat(found[2]) if found[2] else first
    except ValueError as problem:
        raise Refusal("not_a_break", field="breaks", line=line[:40]) from problem
    return min(first, last), max(first, last)


def days(first: dt.date, rhythm: Rhythm) -> list[dt.date]:
    """The days of the meetings, `first` among them. Refuses a rhythm that ends at once, or hardly ever."""
    if rhythm.times is None and rhythm.until is None:
        raise Refusal("when_it_ends", field="until")
    last = min(rhythm.until or first + LONGEST, first + LONGEST)
    found: list[dt.date] = []
    for day in _every(first, rhythm.every):
        if day > last or len(found) == (rhythm.times or MOST_MEETINGS + 1):
            break
        if day == first or not any(begin <= day <= end for begin, end in rhythm.breaks):
            found.append(day)
    if len(found) < 2:
        raise Refusal("only_one_meeting", field="until")
    if len(found) > MOST_MEETINGS:
        raise Refusal("too_many_meetings", field="until", most=MOST_MEETINGS)
    return found


def _every(first: dt.date, every: str) -> Iterator[dt.date]:
    if every != "month":
        step = dt.timedelta(weeks=2 if every == "two_weeks" else 1)
        while True:
            yield first
            first += step
    which = (first.day - 1) // 7
    year, month = first.year, first.month
    while True:
        yield _nth(year, month, first.weekday(), which)
        year, month = year + month // 12, month % 12 + 1


def _nth(year: int, month: int, weekday: int, which: int) -> dt.date:
    """The day of a month that is its `which`th (from 0) of a weekday; the last one when there is no fifth."""
    weeks = calendar.monthcalendar(year, month)
    of_weekday = [week[weekday] for week in weeks if week[weekday]]
    return dt.date(year, month, of_weekday[min(which, len(of_weekday) - 1)])


def at(day: dt.date, like: dt.datetime, zone: str) -> dt.datetime:
    """The moment of a day at the same time of day as another moment, where the municipality is."""
    local = ZoneInfo(zone)
    return dt.datetime.combine(day, like.astimezone(local).time(), local).astimezone(dt.UTC)


def check_may_grow(known: int) -> None:
    """Refuse one date more than a series can have."""
    if known >= MOST_MEETINGS:
        raise Refusal("too_many_meetings", field="starts_at", most=MOST_MEETINGS)


def heard_back(source: dt.date | None, held_on: dt.date, next_on: dt.date) -> dt.date | None:
    """When people hear back after the next meeting: as many days after it as after the one before."""
    return None if source is None else next_on + (source - held_on)
