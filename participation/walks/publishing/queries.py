"""Reads of public places: what is out now, and what waits for somebody to look at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, case, func, not_, or_, select

from participation.db import db
from participation.events.contributions import queries as contributions
from participation.events.contributions.models import Contribution, Erasure, Hiding, Withdrawal
from participation.media.models import Picture
from participation.people.models import Department
from participation.walks.marking.rules import side
from participation.walks.pictures import queries as pictures
from participation.walks.places.models import Place, PlaceObservation
from participation.walks.protocol import queries as protocol
from participation.walks.protocol.models import PlaceAnswer, ProtocolRelease
from participation.walks.protocol.rules import CLOSING
from participation.walks.publishing.models import Publication, PublicPlace, Remedy, Removal
from participation.walks.publishing.rules import Area, Told

MOST = 1000
"""Places in one answer, as GeoReport says."""


@dataclass(frozen=True, slots=True)
class Published(Told):
    """A place as everybody may know it: never who, nor the observation behind it.

    What is answered to it is that of the protocol, once that is public: an outcome, empty before.
    """

    id: str
    came_at: dt.datetime
    place_changed_at: dt.datetime
    remedy: str | None
    """What somebody said of this place alone, which closed it."""
    picture_id: str | None
    picture_text: str | None
    """What its picture shows; None when it has no picture."""
    answered_at: dt.datetime | None
    outcome: str | None
    words: str | None
    due: dt.date | None
    to_whom: str | None
    department: str | None

    @property
    def changed_at(self) -> dt.datetime:
        """When anything of it changed."""
        return max(self.place_changed_at, self.answered_at or self.place_changed_at)

    @property
    def status(self) -> str:
        """`open` or `closed`."""
        return "closed" if self.remedy is not None or self.outcome in CLOSING else "open"

    @property
    def side(self) -> str:
        """`unsafe`, `neither` or `safe`."""
        return side(self.feeling)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which places are wanted."""

    ids: Sequence[str] = ()
    """These and no others; what else is asked does not count then."""
    categories: Sequence[str] = ()
    statuses: Sequence[str] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    area: Area = field(default_factory=Area)


def _everything_public() -> Any:
    """Approved, not taken down, and nothing happened to the observation behind it since; with what is answered."""
    answer = and_(
        PlaceAnswer.place_id == Place.id,
        PlaceAnswer.outcome != "",
        ProtocolRelease.step_id.is_not(None),
        protocol.newest(),
    )
    return (
        select(
            PublicPlace.category,
            PublicPlace.feeling,
            PublicPlace.light,
            PublicPlace.text,
            PublicPlace.address,
            PublicPlace.lon,
            PublicPlace.lat,
            PublicPlace.id,
            PublicPlace.came_at,
            PublicPlace.changed_at,
            Remedy.words,
            Picture.id.label("picture_id"),
            Picture.text.label("picture_text"),
            case(
                (PlaceAnswer.at > ProtocolRelease.at, PlaceAnswer.at), (PlaceAnswer.at.is_not(None), ProtocolRelease.at)
            ),
            PlaceAnswer.outcome,
            PlaceAnswer.words.label("answer"),
            PlaceAnswer.due,
            PlaceAnswer.to_whom,
            Department.name,
        )
        .join(Publication, Publication.place_id == PublicPlace.id)
        .outerjoin(Removal, Removal.place_id == PublicPlace.id)
        .outerjoin(Remedy, Remedy.place_id == PublicPlace.id)
        .outerjoin(Picture, Picture.id == pictures.newest_shown(PublicPlace.contribution_id))
        .outerjoin(PlaceObservation, PlaceObservation.contribution_id == PublicPlace.contribution_id)
        .outerjoin(Place, Place.id == PlaceObservation.place_id)
        .outerjoin(ProtocolRelease, ProtocolRelease.step_id == Place.step_id)
        .outerjoin(PlaceAnswer, answer)
        .outerjoin(Department, Department.id == PlaceAnswer.department_id)
        .outerjoin(Contribution, Contribution.id == PublicPlace.contribution_id)
        .outerjoin(Withdrawal, Withdrawal.contribution_id == PublicPlace.contribution_id)
        .outerjoin(Erasure, Erasure.contribution_id == PublicPlace.contribution_id)
        .outerjoin(Hiding, Hiding.contribution_id == PublicPlace.contribution_id)
        .where(Removal.place_id.is_(None), Hiding.contribution_id.is_(None), contributions.present())
    )


def published(asked: Asked, most: int | None = MOST) -> list[Published]:
    """The public places that are asked for, the newest first."""
    wanted = _everything_public().order_by(PublicPlace.came_at.desc(), PublicPlace.id)
    wanted = wanted.where(PublicPlace.id.in_(asked.ids)) if asked.ids else _narrowed(wanted, asked)
    return [Published(*row) for row in db.session.execute(wanted.limit(most))]


def _narrowed(wanted: Select[Any], asked: Asked) -> Select[Any]:
    if asked.categories:
        wanted = wanted.where(PublicPlace.category.in_(asked.categories))
    if asked.statuses:
        # An answer that is missing is no answer that closes: NULL must not decide.
        closed = or_(Remedy.place_id.is_not(None), func.coalesce(PlaceAnswer.outcome, "").in_(CLOSING))
        wanted = wanted.where(or_(*(closed if each == "closed" else not_(closed) for each in asked.statuses)))
    if asked.since is not None:
        wanted = wanted.where(PublicPlace.came_at >= asked.since)
    if asked.until is not None:
        wanted = wanted.where(PublicPlace.came_at <= asked.until)
    return _within(wanted, asked.area)


def _within(wanted: Select[Any], area: Area) -> Select[Any]:
    if area.bounded:
        wanted = wanted.where(PublicPlace.lon.between(area.west, area.east))
        wanted = wanted.where(PublicPlace.lat.between(area.south, area.north))
    if area.street:
        # Folded in Python's way and the database's own, because SQLite knows no case but that of ASCII.
        names = {area.street, area.street.lower(), area.street.capitalize()}
        wanted = wanted.where(
            or_(PublicPlace.address.in_(names), func.lower(PublicPlace.address) == area.street.lower())
        )
    return wanted


def picture_of(place_id: str) -> str | None:
    """The picture of a public place, when it has one."""
    return next((place.picture_id for place in published(Asked(ids=[place_id]))), None)


def of_contributions(ids: Sequence[str]) -> dict[str, tuple[PublicPlace, bool, str | None]]:
    """What went out of observations, by their ids: the place, whether it is out now, why it is closed."""
    wanted = (
        select(PublicPlace, Removal.place_id.is_(None), Remedy.words)
        .outerjoin(Removal, Removal.place_id == PublicPlace.id)
        .outerjoin(Remedy, Remedy.place_id == PublicPlace.id)
        .where(PublicPlace.contribution_id.in_(ids))
    )
    return {str(row[0].contribution_id): (row[0], bool(row[1]), row[2]) for row in db.session.execute(wanted)}


def waiting(most: int = 100) -> Sequence[PublicPlace]:
    """What other systems sent and nobody has looked at yet, the oldest first."""
    wanted = (
        select(PublicPlace)
        .outerjoin(Publication, Publication.place_id == PublicPlace.id)
        .outerjoin(Removal, Removal.place_id == PublicPlace.id)
        .where(PublicPlace.key_id.is_not(None), Publication.place_id.is_(None), Removal.place_id.is_(None))
        .order_by(PublicPlace.came_at, PublicPlace.id)
    )
    return db.session.scalars(wanted.limit(most)).all()


def of_token(token: str) -> tuple[str, bool, bool] | None:
    """What another system sent, by the token it got: the place's id, whether it is approved, whether declined."""
    wanted = (
        select(PublicPlace.id, Publication.place_id.is_not(None), Removal.place_id.is_not(None))
        .outerjoin(Publication, Publication.place_id == PublicPlace.id)
        .outerjoin(Removal, Removal.place_id == PublicPlace.id)
        .where(PublicPlace.token == token)
    )
    row = db.session.execute(wanted).first()
    return (row[0], bool(row[1]), bool(row[2])) if row else None
