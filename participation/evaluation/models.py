"""What organisers learned, and whether everybody may read the evaluation."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment

_NOW = text("ended_at is null")


class Lesson(Model):
    """What organisers say of a process in their own words. The newest holds; earlier ones stay."""

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"), index=True)
    worked: Mapped[str] = mapped_column(Text)
    learned: Mapped[str] = mapped_column(Text)
    otherwise: Mapped[str] = mapped_column(Text)
    """What they will do otherwise the next time."""
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))


class EvaluationRelease(Model):
    """An organiser let everybody read a process's evaluation, and perhaps took it back."""

    __tablename__ = "evaluation_release"
    __table_args__ = (
        CheckConstraint("(ended_at is null) = (ended_by_id is null)", name="ended"),
        Index("uq_evaluation_release_now", "process_id", unique=True, sqlite_where=_NOW, postgresql_where=_NOW),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"))
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    ended_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    ended_by_id: Mapped[str | None] = mapped_column(String(16), ForeignKey("staff.id"))
