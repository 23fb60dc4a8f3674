"""Places of a walk, and which observations belong to them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class Place(Model):
    """A place of a walk. Its id follows from what it was made of, its number never changes.

    `name` and `about` are the organiser's words; while there is no name, the place goes by its stop or its number.
    """

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("step_id", "number"), CheckConstraint("number > 0", name="number"))

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(60), default="")
    about: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    made_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class PlaceObservation(Model):
    """An observation belongs to a place; to none when the organiser left it out of the protocol."""

    __tablename__ = "place_observation"

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    place_id: Mapped[str | None] = mapped_column(ForeignKey("place.id"), index=True)
