"""From single proposals and promises to what can be said of many. Pure."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LEAST = 5
"""A median, and what people felt, is told from so many on."""
YEARS = 2
"""How far back the page looks."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which proposals are counted: received on these days, of one department or process when one is named."""

    begin: dt.date
    end: dt.date = dt.date.max
    department: str = ""
    """The id of the one that holds the thread."""
    process: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One proposal, in local days. `department` holds its thread."""

    department: str
    received: dt.date
    reply_by: dt.date
    replied: dt.date | None
    decided: bool
    """Whether it was answered with a basis, or by an answer that needs none."""
    followed: bool
    """Whether something was told after the answer."""


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise."""

    department: str
    first_due: dt.date
    due: dt.date
    kept: dt.date | None


@dataclass(slots=True)
class Tally:
    """What can be said of some proposals and promises: of all, of one department, of one quarter."""

    proposals: int = 0
    answered: int = 0
    in_time: int = 0
    waiting_late: int = 0
    decided: int = 0
    followed: int = 0
    days: dict[int, int] = field(default_factory=dict)
    """How many were first answered after so many days."""
    kept: int = 0
    kept_late: int = 0
    moved: int = 0
    broken: int = 0

    @property
    def due(self) -> int:
        """Proposals whose day of reply has come, or that were answered before it."""
        return self.answered + self.waiting_late

    @property
    def share_in_time(self) -> float:
        """Of those, how many were answered in time, from 0 to 1."""
        return self.in_time / self.due if self.due else 0.0

    @property
    def median_days(self) -> float | None:
        """Days to the first answer; nothing from fewer than five."""
        each = [days for days, count in self.days.items() for _one in range(count)]
        return statistics.median(each) if len(each) >= LEAST else None

    def ask(self, asked: Asked, today: dt.date) -> None:
        """Count one proposal."""
        self.proposals += 1
        if asked.replied is None:
            self.waiting_late += asked.reply_by < today
            return
        self.answered += 1
        self.in_time += asked.replied <= asked.reply_by
        self.decided += asked.decided
        self.followed += asked.followed
        days = (asked.replied - asked.received).days
        self.days[days] = self.days.get(days, 0) + 1

    def promise(self, promised: Promised, today: dt.date) -> None:
        """Count one promise; one that was moved and then kept is both."""
        self.moved += promised.due != promised.first_due
        if promised.kept is not None:
            self.kept += promised.kept <= promised.due
            self.kept_late += promised.kept > promised.due
        else:
            self.broken += promised.due < today


@dataclass(frozen=True, slots=True)
class Overview:
    """All together, by department, and by quarter of the day on which they were asked, the newest last."""

    whole: Tally
    departments: Mapping[str, Tally]
    quarters: Mapping[str, Tally]


def since(today: dt.date) -> dt.date:
    """The first day that is looked at: a quarter's first, two years ago."""
    return dt.date(today.year - YEARS, (today.month - 1) // 3 * 3 + 1, 1)


def quarter_of(day: dt.date) -> str:
    """The quarter of a day, such as `2026-4`."""
    return f"{day.year}-{(day.month + 2) // 3}"


def overview(asked: Iterable[Asked], promised: Iterable[Promised], today: dt.date) -> Overview:
    """Count it all."""
    whole, departments, quarters = Tally(), dict[str, Tally](), dict[str, Tally]()
    for one in asked:
        quarter = quarters.setdefault(quarter_of(one.received), Tally())
        for tally in (whole, departments.setdefault(one.department, Tally()), quarter):
            tally.ask(one, today)
    for promise in promised:
        quarter = quarters.setdefault(quarter_of(promise.first_due), Tally())
        for tally in (whole, departments.setdefault(promise.department, Tally()), quarter):
            tally.promise(promise, today)
    return Overview(whole, dict(sorted(departments.items())), dict(sorted(quarters.items())))
