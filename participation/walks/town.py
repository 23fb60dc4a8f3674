"""The town's map as proposals use it: names with their spots, where a walk marked something, and the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from participation.db import db
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.proposals.placing.rules import Spot
from participation.walks import queries
from participation.walks.maps import queries as maps
from participation.walks.maps import rules
from participation.walks.marking.models import Observation
from participation.walks.places.models import Place, PlaceObservation
from participation.walks.places.rules import middle


class Town:
    """See `proposals.placing.Town`."""

    drawn = "walks/_proposals.html"

    def names(self) -> Sequence[str]:
        """Every street and place on the map."""
        town = maps.present()
        return [name.name for name in town.known_names] if town else []

    def find(self, name: str) -> Spot | None:
        """The middle of a street or place."""
        town = maps.present()
        found = rules.find(town.known_names, name) if town else None
        if town is None or found is None:
            return None
        lon, lat = town.bounds.degrees(found.x, found.y)
        return Spot(found.name, round(lon, 5), round(lat, 5))

    def marked(self, contribution_ids: Sequence[str]) -> Spot | None:
        """The middle of what was marked and is still there, off the houses and on the grid of public places."""
        wanted = (
            select(Observation.lon, Observation.lat, Place.name)
            .join(Contribution, Contribution.id == Observation.contribution_id)
            .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
            .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
            .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
            .outerjoin(PlaceObservation, PlaceObservation.contribution_id == Contribution.id)
            .outerjoin(Place, Place.id == PlaceObservation.place_id)
            .where(Observation.contribution_id.in_(contribution_ids), Observation.lon.is_not(None))
            .where(contributions.present(), Hiding.contribution_id.is_(None))
        )
        rows = db.session.execute(wanted).all()
        at = middle([(row.lon, row.lat) for row in rows])
        (told,) = maps.told([at], maps.present())
        return Spot(next((row.name for row in rows if row.name), ""), *told) if told else None

    def picture(self, spots: Sequence[Spot]) -> Mapping[str, Any] | None:
        """The town's map, and where on it the spots are."""
        town = queries.town()
        if town.map is None:
            return None
        return {"walk": town, "at": [town.metres(spot.lon, spot.lat) for spot in spots]}
