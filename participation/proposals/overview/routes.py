"""How it goes, for everybody."""

from __future__ import annotations

from participation.proposals.blueprint import bp
from participation.proposals.overview import queries
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
