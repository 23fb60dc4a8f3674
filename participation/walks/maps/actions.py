"""Keeping a town's map."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple

from participation import db, tokens
from participation.walks.maps.drawing import Drawn
from participation.walks.maps.models import TownMap


def keep_map(drawn: Drawn, now: dt.datetime) -> str:
    """Keep a map as the town's own; keeping the same again makes it the one that new walks get. Returns its id."""
    map_id = tokens.id_of("map", drawn.svg)
    with db.writing() as session:
        known = session.get(TownMap, map_id)
        if known is None:
            bounds = drawn.bounds
            known = TownMap(
                id=map_id,
                west=bounds.west,
                south=bounds.south,
                east=bounds.east,
                north=bounds.north,
                attribution=drawn.attribution,
                names=[list(astuple(name)) for name in drawn.names],
                svg=drawn.picture,
            )
            session.add(known)
        known.kept_at = now
    return map_id
