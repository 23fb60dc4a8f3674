"""The report's page: what it is to be about, and the sheet."""

from __future__ import annotations

import datetime as dt

from flask import request

from participation.events.qr import public_address
from participation.proposals import queries
from participation.proposals.blueprint import bp
from participation.proposals.council import queries as council
from participation.proposals.overview.rules import Scope
from participation.proposals.routes import asked_in_address, today
from participation.web.access import allow, everyone
from participation.web.fragments import page
from participation.web.kept import same_for_everybody

YEAR = dt.timedelta(days=365)


@bp.get("/f/report")
@allow(everyone)
@same_for_everybody
def report() -> str:
    """A period told on one page, of all, of one department or of one process; the last year when nothing is said."""
    end = _day("to") or today()
    begin = _day("from") or end - YEAR
    departments, processes = queries.choices()
    scope = Scope(min(begin, end), max(begin, end), asked_in_address("department", 16), asked_in_address("process", 16))
    return page(
        "proposals/council/report.html",
        told=council.report(scope, today()),
        departments=departments,
        processes=processes,
        address=public_address("/f"),
        today=today(),
    )


def _day(name: str) -> dt.date | None:
    """A day of the address; None for what is none."""
    try:
        day = dt.date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
