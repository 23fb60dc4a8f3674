"""The overview as open data: a row for the whole, for each department, for each quarter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation.proposals.overview.rules import Overview, Tally

COLUMNS: dict[str, LazyString] = {
    "of": _l("whole, department or quarter"),
    "name": _l("The department's name, or the quarter, such as 2026-4"),
    "proposals": _l("Proposals that were received, without those taken back"),
    "due": _l("Of those: answered, or the day of their reply has passed"),
    "answered": _l("Of those: answered"),
    "in_time": _l("Answered on or before the day that was promised"),
    "waiting_late": _l("Not answered, and the day has passed"),
    "decided": _l("Decided"),
    "followed": _l("Told more about after the answer"),
    "median_days": _l("Days to the first answer, the middle one; empty when fewer than five were answered"),
    "kept": _l("Promises kept in time"),
    "kept_late": _l("Promises kept late"),
    "moved": _l("Promises whose day was moved"),
    "broken": _l("Promises whose day has passed"),
}


def rows(counted: Overview) -> Iterator[dict[str, Any]]:
    """Plain values by the names in `COLUMNS`."""
    yield _row("whole", "", counted.whole)
    for name, tally in counted.departments.items():
        yield _row("department", name, tally)
    for name, tally in counted.quarters.items():
        yield _row("quarter", name, tally)


def _row(of: str, name: str, tally: Tally) -> dict[str, Any]:
    return {"of": of, "name": name} | {column: getattr(tally, column) for column in list(COLUMNS)[2:]}
