"""What an entry of a diary has besides its words: a place, a theme, a picture."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Model, Moment
from participation.media.models import Picture


class DiaryEntry(Model):
    """An entry of somebody's diary. `lon` and `lat` only when its author marked where it is, to some ten metres.

    `theme` is what a meeting grouped it under, empty before. Others see the picture from `approved_at` on.
    """

    __tablename__ = "diary_entry"
    __table_args__ = (
        CheckConstraint("(lon is null) = (lat is null)", name="position"),
        CheckConstraint("(approved_at is null) = (approved_by_id is null)", name="approved"),
        UniqueConstraint("picture_id"),
    )

    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    place: Mapped[str] = mapped_column(String(80))
    lon: Mapped[float | None]
    lat: Mapped[float | None]
    theme: Mapped[str] = mapped_column(String(80), default="")
    picture_id: Mapped[str | None] = mapped_column(ForeignKey("picture.id"))
    approved_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    approved_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    approved_co_leader_id: Mapped[str | None] = mapped_column(ForeignKey("co_leader.id"))

    picture: Mapped[Picture | None] = relationship(lazy="joined")
