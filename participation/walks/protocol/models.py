"""What is answered to a place, each saving a row of its own, and since when a protocol is public."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class PlaceAnswer(Model):
    """What stood in a row of the protocol after somebody saved it; the highest version holds."""

    __tablename__ = "place_answer"
    __table_args__ = (
        CheckConstraint("version > 0", name="version"),
        CheckConstraint(
            "outcome in ('', 'will_do', 'planned', 'done', 'passed_on', 'duplicate', 'nothing')", name="known_outcome"
        ),
    )

    place_id: Mapped[str] = mapped_column(ForeignKey("place.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[str] = mapped_column(String(12))
    department_id: Mapped[str | None] = mapped_column(ForeignKey("department.id"), index=True)
    due: Mapped[dt.date | None]
    words: Mapped[str] = mapped_column(Text)
    to_whom: Mapped[str] = mapped_column(String(120))
    work_order: Mapped[str] = mapped_column(String(40))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class ProtocolRelease(Model):
    """The protocol of a walk is public: since when, and who said so. Taken back by taking the row away."""

    __tablename__ = "protocol_release"

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class ProtocolLetter(Model):
    """A department was written to about the places that waited for it: about how many, to answer by when."""

    __tablename__ = "protocol_letter"
    __table_args__ = (CheckConstraint("places > 0", name="places"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), index=True)
    department_id: Mapped[str] = mapped_column(ForeignKey("department.id"))
    places: Mapped[int]
    answer_by: Mapped[dt.date]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
