"""A series of meetings, and its dates."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.db import Model, Moment
from participation.events.models import Event


class Series(Model):
    """Meetings that come back. `every` says how often its dates were laid out."""

    __tablename__ = "series"
    __table_args__ = (CheckConstraint("every in ('week', 'two_weeks', 'month')", name="every"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"), index=True)
    every: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[dt.datetime] = mapped_column(Moment)
    made_by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))

    occasions: Mapped[list[Occasion]] = relationship(order_by="Occasion.starts_at", back_populates="series")


class Occasion(Model):
    """One date of a series. Until an event is made for it, its times stand here; then the event's own hold.

    A date without an event can be taken out: who did so, and when. An event is cancelled as every event is.
    """

    __tablename__ = "occasion"
    __table_args__ = (
        UniqueConstraint("event_id"),
        CheckConstraint("(dropped_at is null) = (dropped_by_id is null)", name="dropped"),
        CheckConstraint("dropped_at is null or event_id is null", name="dropped_or_made"),
        Index("ix_occasion_series_id_starts_at", "series_id", "starts_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    series_id: Mapped[str] = mapped_column(ForeignKey("series.id"))
    starts_at: Mapped[dt.datetime] = mapped_column(Moment)
    ends_at: Mapped[dt.datetime] = mapped_column(Moment)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"))
    dropped_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    dropped_by_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))

    series: Mapped[Series] = relationship(back_populates="occasions")
    event: Mapped[Event | None] = relationship()
