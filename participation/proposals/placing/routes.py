"""The map of proposals with its list by place, the same as data, and the form that says where."""

from __future__ import annotations

from flask import Response, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.qr import public_address
from participation.proposals import access, queries
from participation.proposals.blueprint import bp
from participation.proposals.opendata.routes import as_data
from participation.proposals.placing import actions, exports, reading, rules, town
from participation.proposals.placing import queries as placing
from participation.proposals.queries import Filter
from participation.proposals.routes import asked_in_address
from participation.web.access import allow, everyone
from participation.web.fragments import done, page
from participation.web.kept import same_for_everybody
from participation.web.refusals import answers_on
from participation.web.words import SAVED

ON_PAGE = 100
"""Proposals on the map's page; the file holds all."""


@bp.get("/f/map")
@allow(everyone)
@same_for_everybody
def on_map() -> str:
    """Proposals on the town's map, and the same as a list by place."""
    asked = Filter(
        state=asked_in_address("state", 20),
        department=asked_in_address("department", 16),
        process=asked_in_address("process", 16),
    )
    gathered = rules.gather(placing.placed(asked, ON_PAGE))
    picture = town().picture([one.spot for one in gathered if one.number])
    departments, processes = queries.choices()
    return page(
        "proposals/placing/map.html",
        gathered=gathered,
        picture=picture,
        drawn=town().drawn,
        asked=asked,
        departments=departments,
        processes=processes,
    )


@bp.get("/data/proposals.geojson")
@allow(everyone)
def as_geojson() -> Response:
    """All proposals that are about a spot, as GeoJSON."""
    return as_data(exports.as_geojson(public_address("")), "application/geo+json")


@bp.post("/staff/proposals/<int(max=999999999):number>/place")
@allow(access.organises_or_administers)
@answers_on("proposals.work")
def place(number: int) -> ResponseReturnValue:
    """Say which place it is about."""
    actions.place(g.proposal.number, reading.spot(placing.origins(number)), by_id=current_user.id, now=clock.now())
    return done("proposals.work", number=number, told=SAVED)
