"""Reads of the protocol: its rows for those who answer, for everybody, and for the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from participation.db import db
from participation.events import activities
from participation.events.activities import CarriedOn
from participation.events.models import Event, Step
from participation.events.rehearsals.queries import is_real
from participation.media.models import Picture
from participation.people.models import Department, Role, Staff
from participation.walks.maps import queries as maps
from participation.walks.pictures import queries as pictures
from participation.walks.places import queries as places
from participation.walks.places.models import Place
from participation.walks.places.queries import Column, Gathered, Gathering
from participation.walks.places.rules import LonLat
from participation.walks.protocol.models import PlaceAnswer, ProtocolRelease
from participation.walks.protocol.rules import Answer
from participation.walks.rules import plan_of


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the protocol as it stands: `version` 0 when nobody has written in it."""

    gathered: Gathered
    version: int
    answer: Answer
    department: str
    at: dt.datetime | None
    by: str
    spot: LonLat | None
    """Where the public is told that it is."""
    pictures: Sequence[Picture]
    proposals: Sequence[CarriedOn]

    @property
    def id(self) -> str:
        """The place's id."""
        return self.gathered.place.id

    @property
    def root(self) -> str:
        """What it is offered as, to become a proposal: the observation that came first."""
        return self.gathered.root

    @property
    def number(self) -> int:
        """The place's number."""
        return self.gathered.place.number


@dataclass(frozen=True, slots=True)
class Protocol:
    """All rows of a walk, and the walks that they are compared on."""

    rows: Sequence[Row]
    gathering: Gathering
    released_at: dt.datetime | None

    @property
    def columns(self) -> Sequence[Column]:
        """The walks, each by its light."""
        return self.gathering.columns

    @property
    def spots(self) -> dict[str, LonLat | None]:
        """Where the public is told that the places are, by their ids."""
        return {row.id: row.spot for row in self.rows}

    @property
    def answered(self) -> int:
        """How many rows have an outcome."""
        return sum(bool(row.answer.outcome) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Asked:
    """A walk that waits for somebody's department: of how many places how many are not answered."""

    step_id: str
    event_id: str
    title: str
    places: int
    open: int


def of_walk(step: Step, *, public: bool = False) -> Protocol:
    """The protocol of a walk. In `public` it is compared with other walks only when their protocols are public too.

    As many queries for one place as for a hundred.
    """
    others = places.others_of(step)
    released = _released([step.id, *(other.id for other in others)])
    if public:
        others = [other for other in others if other.id in released]
    gathering = places.of_walk(step, others)
    answers = {
        row[0].place_id: row
        for row in db.session.execute(
            select(PlaceAnswer, Department.name, Staff.name)
            .outerjoin(Department, Department.id == PlaceAnswer.department_id)
            .join(Staff, Staff.id == PlaceAnswer.by_id)
            .join(Place, Place.id == PlaceAnswer.place_id)
            .where(Place.step_id == step.id, newest())
        )
    }
    seen = [item.id for place in gathering.places for item in place.seen]
    photos, carried = pictures.of_observations(seen), activities.carried_on(seen)
    spots = [place.at if public else None for place in gathering.places]
    told = maps.told(spots, maps.of_plan(plan_of(step.settings).map_id) if public else None)
    rows = []
    for gathered, spot in zip(gathering.places, told, strict=True):
        ids = [item.id for item in gathered.seen]
        kept, department, by = answers.get(gathered.place.id) or (None, None, "")
        rows.append(
            Row(
                gathered=gathered,
                version=kept.version if kept else 0,
                answer=answer_of(kept),
                department=department or "",
                at=kept.at if kept else None,
                by=by,
                spot=spot,
                pictures=[photo.shown for id_ in ids for photo in photos.get(id_, ()) if photo.shown],
                proposals=list({carried[id_].address: carried[id_] for id_ in ids if id_ in carried}.values()),
            )
        )
    return Protocol(rows, gathering, released.get(step.id))


def answer_of(kept: PlaceAnswer | None) -> Answer:
    """What a saved row says; an empty one when nobody has saved it."""
    if kept is None:
        return Answer()
    return Answer(kept.outcome, kept.department_id or "", kept.due, kept.words, kept.to_whom, kept.work_order)


def newest() -> ColumnElement[bool]:
    """What stands in a row now: nothing was saved after it."""
    later = aliased(PlaceAnswer)
    return ~exists().where(and_(later.place_id == PlaceAnswer.place_id, later.version > PlaceAnswer.version))


def released_at(step_id: str) -> dt.datetime | None:
    """Since when the protocol of a walk is public; None when it is not."""
    return _released([step_id]).get(step_id)


def public_of(process_id: str) -> dict[str, list[str]]:
    """The walks of a process whose protocols are public, by their event."""
    wanted = select(Step.event_id, Step.id).join(ProtocolRelease, ProtocolRelease.step_id == Step.id)
    wanted = wanted.join(Event, Event.id == Step.event_id).where(Event.process_id == process_id)
    found: dict[str, list[str]] = {}
    for event_id, step_id in db.session.execute(wanted.order_by(Step.position)):
        found.setdefault(event_id, []).append(step_id)
    return found


def _released(step_ids: Sequence[str]) -> dict[str, dt.datetime]:
    found = db.session.scalars(select(ProtocolRelease).where(ProtocolRelease.step_id.in_(step_ids)))
    return {row.step_id: row.at for row in found}


def is_asked(step_id: str, department_id: str) -> bool:
    """Whether any place of a walk lies with a department."""
    wanted = select(PlaceAnswer.place_id).join(Place, Place.id == PlaceAnswer.place_id)
    wanted = wanted.where(Place.step_id == step_id, PlaceAnswer.department_id == department_id, newest())
    return db.session.scalar(wanted.limit(1)) is not None


def asked_of(staff: Staff) -> Sequence[Asked]:
    """The walks whose places lie with a civil servant's department, those with most to answer first."""
    if staff.role != Role.CIVIL_SERVANT or staff.department_id is None:
        return ()
    wanted = (
        select(
            Step.id,
            Event.id,
            Event.title,
            func.count().label("places"),
            func.count().filter(PlaceAnswer.outcome == "").label("open"),
        )
        .select_from(PlaceAnswer)
        .join(Place, Place.id == PlaceAnswer.place_id)
        .join(Step, Step.id == Place.step_id)
        .join(Event, Event.id == Step.event_id)
        .where(PlaceAnswer.department_id == staff.department_id, newest(), is_real())
        .group_by(Step.id, Event.id, Event.title)
    )
    return sorted((Asked(*row) for row in db.session.execute(wanted)), key=lambda item: (-item.open, item.title))
