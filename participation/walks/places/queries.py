"""Reads of places: what of a walk is gathered, how it feels by dark and by day, and on other walks of the same route.

What was withdrawn, hidden, held back or merged into another is in none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from participation.db import db
from participation.events.activities import Offer
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Merge, Withdrawal
from participation.events.models import Event, Step
from participation.events.rehearsals.queries import is_real
from participation.walks import rules as walk_rules
from participation.walks.marking import queries as marking
from participation.walks.marking import words
from participation.walks.marking.models import Observation
from participation.walks.marking.rules import side
from participation.walks.places import rules
from participation.walks.places.models import Place, PlaceObservation
from participation.walks.places.rules import Group, LonLat, Sides, Spot

MOST_WALKS = 6
"""Walks of one route that are compared."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation that may be read, and the place that it was put in."""

    facts: Observation
    text: str
    language: str
    said_at: dt.datetime
    step_id: str
    place_id: str | None
    settled: bool
    """Whether somebody said where it belongs, be it to no place."""

    @property
    def id(self) -> str:
        """The contribution's id."""
        return self.facts.contribution_id

    @property
    def at(self) -> LonLat | None:
        """Longitude and latitude, where known."""
        lon, lat = self.facts.lon, self.facts.lat
        return (lon, lat) if lon is not None and lat is not None else None

    @property
    def spot(self) -> Spot:
        """Where it was made, as the rules take it."""
        return Spot(self.id, self.facts.stop, self.facts.place, self.at)

    @property
    def side(self) -> str:
        """`unsafe`, `neither` or `safe`."""
        return side(self.facts.feeling)

    @property
    def why(self) -> str:
        """The reason that its author wrote; empty when its words only say what was ticked."""
        return "" if self.text == words.in_words(self.facts.feeling, self.facts.about) else self.text


@dataclass(frozen=True, slots=True)
class Column:
    """A walk by one light: what places are compared by."""

    step_id: str
    light: str
    at: dt.datetime

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.step_id, self.light


@dataclass(frozen=True)
class Gathered:
    """A place with what was marked there: `seen` on this walk, `felt` on all that are compared."""

    place: Place
    seen: Sequence[Seen]
    felt: Sequence[Sides]
    """In the order of the columns."""

    @cached_property
    def root(self) -> str:
        """The observation that came first: what the place is offered as."""
        return min(self.seen, key=lambda item: (item.said_at, item.id)).id

    @cached_property
    def name(self) -> str:
        """What it goes by: the organiser's name for it, or its stop's. Empty otherwise: what people typed may name
        somebody's home, so it only is `suggested`.
        """
        return self.place.name or rules.common_name(item.facts.place for item in self.seen if item.facts.stop)

    @cached_property
    def suggested(self) -> str:
        """What most called it, for the organiser."""
        return rules.common_name(item.facts.place for item in self.seen)

    @cached_property
    def at(self) -> LonLat | None:
        """Its middle."""
        return rules.middle([item.at for item in self.seen if item.at])

    @cached_property
    def sides(self) -> Sides:
        """How it felt on this walk."""
        return rules.sides(item.facts.feeling for item in self.seen)

    @cached_property
    def about(self) -> list[tuple[str, int]]:
        """What it was about, most often named first."""
        codes = [code for item in self.seen for code in item.facts.about]
        return sorted(((code, codes.count(code)) for code in set(codes)), key=lambda item: (-item[1], item[0]))


@dataclass(frozen=True, slots=True)
class Gathering:
    """The places of a walk, what is in none of them, and the walks that they are compared on."""

    places: Sequence[Gathered]
    left_out: Sequence[Seen]
    waiting: Sequence[Seen]
    """What has come in and was not gathered yet."""
    columns: Sequence[Column]
    marked: Sequence[Sequence[Seen]]
    """What was marked, by the columns."""


def of_walk(step: Step, others: Collection[Step] = ()) -> Gathering:
    """The places of a walk, compared on the `others` too. Four queries, however many there are."""
    seen = _seen({step.id, *(other.id for other in others)})
    mine = [item for item in seen if item.step_id == step.id]
    rows = db.session.scalars(select(Place).where(Place.step_id == step.id).order_by(Place.number)).all()
    inside = {row.id: [item for item in mine if item.place_id == row.id] for row in rows}
    known = [rules.group_of(row.id, [item.spot for item in inside[row.id]]) for row in rows if inside[row.id]]
    where = {item.id: item.place_id for item in mine} | rules.matched(
        (item.spot for item in seen if item.step_id != step.id), known
    )
    walks = {other.id: other.event.starts_at for other in (step, *others)}
    columns = sorted(
        {Column(item.step_id, item.facts.light, walks[item.step_id]) for item in seen},
        key=lambda column: (column.at, column.step_id, column.light != "day"),
    )
    places = [Gathered(row, inside[row.id], _felt(row.id, seen, where, columns)) for row in rows if inside[row.id]]
    return Gathering(
        places,
        [item for item in mine if item.settled and item.place_id is None],
        [item for item in mine if not item.settled],
        columns,
        [[item for item in seen if (item.step_id, item.facts.light) == column.key] for column in columns],
    )


def _felt(
    place_id: str, seen: Iterable[Seen], where: dict[str, str | None] | dict[str, str], columns: Sequence[Column]
) -> list[Sides]:
    here = [item for item in seen if where.get(item.id) == place_id]
    return [
        rules.sides(item.facts.feeling for item in here if (item.step_id, item.facts.light) == column.key)
        for column in columns
    ]


def others_of(step: Step) -> list[Step]:
    """Other walks of the same route in the same process, the newest first: those that share a stop."""
    keys = {point.key for point in walk_rules.plan_of(step.settings).stops}
    wanted = (
        select(Step)
        .join(Event, Event.id == Step.event_id)
        .where(Step.kind == step.kind, Step.id != step.id, Event.process_id == step.event.process_id, is_real())
        .order_by(Event.starts_at.desc(), Step.position)
    )
    found = [
        other
        for other in db.session.scalars(wanted)
        if keys & {point.key for point in walk_rules.plan_of(other.settings).stops}
    ]
    return found[: MOST_WALKS - 1]


def offers(event_id: str) -> list[Offer]:
    """What came in on the walks of an event: a place is one offer with all that was marked there, the rest as it is."""
    alone: list[Offer] = []
    places: dict[str, list[Offer]] = {}
    wanted = (
        select(PlaceObservation.contribution_id, Place)
        .join(Place, Place.id == PlaceObservation.place_id)
        .join(Step, Step.id == Place.step_id)
        .where(Step.event_id == event_id)
    )
    where = {row[0]: row[1] for row in db.session.execute(wanted)}
    for offer in sorted(marking.offers(event_id), key=lambda offer: (offer.said_at, offer.contribution_ids)):
        place = where.get(offer.contribution_ids[0])
        (places.setdefault(place.id, []) if place else alone).append(offer)
    names = {place.id: place.name for place in where.values()}
    return [*(_together(names[place_id], parts) for place_id, parts in places.items()), *alone]


def _together(name: str, parts: Sequence[Offer]) -> Offer:
    """A place as one offer: the words of whoever marked it first, and those of the others behind them."""
    first = parts[0]
    ids = tuple(id_ for part in parts for id_ in part.contribution_ids)
    return Offer(ids, first.text, name or None, max(part.support for part in parts), first.said_at)


def _seen(step_ids: Collection[str]) -> list[Seen]:
    wanted = (
        select(
            Observation,
            Contribution.text,
            Contribution.language,
            Contribution.created_at,
            Contribution.step_id,
            PlaceObservation.place_id,
            PlaceObservation.contribution_id.is_not(None),
        )
        .join(Contribution, Contribution.id == Observation.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == Contribution.id)
        .outerjoin(Erasure, Erasure.contribution_id == Contribution.id)
        .outerjoin(Hiding, Hiding.contribution_id == Contribution.id)
        .outerjoin(Merge, Merge.contribution_id == Contribution.id)
        .outerjoin(PlaceObservation, PlaceObservation.contribution_id == Contribution.id)
        .where(Contribution.step_id.in_(step_ids), contributions.present())
        .where(Hiding.contribution_id.is_(None), Merge.contribution_id.is_(None))
        .order_by(Observation.marked_at, Observation.contribution_id)
    )
    return [Seen(*row) for row in db.session.execute(wanted)]


def groups(places: Iterable[Gathered]) -> list[Group]:
    """Places as late observations can join them."""
    return [rules.group_of(item.place.id, [seen.spot for seen in item.seen]) for item in places]
