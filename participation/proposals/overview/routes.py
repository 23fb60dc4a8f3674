"""How it goes, for everybody: the page, and the same as data."""

from __future__ import annotations

from flask import Response

from participation.proposals.blueprint import bp
from participation.proposals.opendata.routes import as_data, as_table
from participation.proposals.overview import exports, queries
from participation.proposals.routes import today
from participation.web.access import allow, everyone
from participation.web.fragments import page
from participation.web.kept import same_for_everybody


@bp.get("/f/overview")
@allow(everyone)
@same_for_everybody
def overview() -> str:
    """Answered in time, promises kept, the four F's, listened to: drawn, and as tables."""
    return page("proposals/overview.html", whole=queries.whole(today()))


@bp.get("/data/overview.csv")
@allow(everyone)
def overview_csv() -> Response:
    """The same as a table."""
    return as_table(exports.COLUMNS, exports.rows(queries.whole(today()).counted))


@bp.get("/data/overview.json")
@allow(everyone)
def overview_json() -> Response:
    """The same as JSON."""
    return as_data(list(exports.rows(queries.whole(today()).counted)))
