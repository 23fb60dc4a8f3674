"""Reads of walks: the plan on its map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from participation import tokens
from participation.db import db
from participation.events.models import Step
from participation.walks import rules
from participation.walks.maps import queries as maps
from participation.walks.maps.models import TownMap
from participation.walks.maps.rules import Name
from participation.walks.marking.queries import Marked
from participation.walks.publishing.queries import Published
from participation.walks.rules import Plan

AROUND = 150
"""Metres around the part of the map that is shown, from which names can be chosen too."""

MOST_NAMES = 250
"""More make the page too heavy for a phone; any name can be written all the same."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An observation as a dot on the map."""

    side: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A walk as pages draw it: the plan, its map, the part of it that is shown, and its places in metres."""

    step_id: str
    plan: Plan
    map: TownMap | None
    frame: rules.Frame | None
    places: dict[str, tuple[int, int]]
    """By the keys of points."""

    @property
    def version(self) -> str:
        """Another one when the plan was changed: phones that keep the walk ask for it anew."""
        return tokens.id_of("plan", repr(self.plan))

    @property
    def route(self) -> list[tuple[int, int]]:
        """The places of the route in order."""
        return [self.places[point.key] for point in self.plan.points if point.key in self.places]

    @property
    def near_names(self) -> list[Name]:
        """The streets and places around the route, to choose from without a map."""
        if self.map is None or self.frame is None:
            return []
        x, y, width, height = self.frame
        near = (
            name
            for name in self.map.known_names
            if x - AROUND <= name.x <= x + width + AROUND and y - AROUND <= name.y <= y + height + AROUND
        )
        return list(islice(near, MOST_NAMES))

    def marks(self, marked: Sequence[Marked]) -> list[Mark]:
        """Where observations are on the map, those that say so and are not hidden."""
        shown = (item for item in marked if not item.said.hidden_because)
        places = ((item.side, self.metres(item.facts.lon, item.facts.lat)) for item in shown)
        return [Mark(side, at) for side, at in places if at is not None]

    def public_marks(self, places: Sequence[Published]) -> list[Mark]:
        """Where public places are on the map, those that say so and lie on it."""
        spots = ((place.side, self.metres(place.lon, place.lat)) for place in places)
        return [Mark(side, at) for side, at in spots if at is not None]

    def metres(self, lon: float | None, lat: float | None) -> tuple[int, int] | None:
        """Where something is on the map, in metres from its corner; None when that is not known."""
        if self.map is None or lon is None or lat is None:
            return None
        x, y = self.map.bounds.metres(lon, lat)
        return round(x), round(y)


def walk(step: Step) -> Drawn:
    """The walk of a step."""
    plan = rules.plan_of(step.settings)
    town = maps.of_plan(plan.map_id)
    drawn = Drawn(step.id, plan, town, None, {})
    if town is None:
        return drawn
    places = {point.key: place for point in plan.points if (place := drawn.metres(point.lon, point.lat))}
    frame = rules.frame(list(places.values()), town.bounds.width, town.bounds.height)
    return Drawn(step.id, plan, town, frame, places)


def town() -> Drawn:
    """The town's map with nothing planned on it, all of it in the frame."""
    found = maps.present()
    frame = (0, 0, round(found.bounds.width), round(found.bounds.height)) if found else None
    return Drawn("", Plan(), found, frame, {})


def step(event_id: str, step_id: str) -> Step | None:
    """A step of an event in which people walk."""
    found = db.session.get(Step, step_id)
    return found if found is not None and (found.event_id, found.kind) == (event_id, "walk") else None
