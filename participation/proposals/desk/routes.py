"""The desk's page."""

from __future__ import annotations

from flask_login import current_user

from participation.people.access import signed_in
from participation.proposals.blueprint import bp
from participation.proposals.desk import queries
from participation.proposals.routes import today
from participation.web.access import allow
from participation.web.fragments import page


@bp.get("/staff/proposals")
@allow(signed_in)
def desk() -> str:
    """What waits for me, by promise date, overdue first."""
    return page(
        "proposals/desk.html",
        desk=queries.desk_of(current_user, today()),
        pending=queries.pending_of(current_user.id),
    )
