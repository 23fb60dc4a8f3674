"""What was answered in pulses, and what is kept of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model, Moment


class PulseAnswer(Model):
    """One participant's answer to one question of a step, by the choice's place. None: stood aside.

    Without when. `question` is the question's place in the step. A day after the event only sums are kept of it.
    """

    __tablename__ = "pulse_answer"
    __table_args__ = (CheckConstraint("value between 0 and 9", name="value_in_bounds"),)

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)
    value: Mapped[int | None]


class PulseSum(Model):
    """What is kept of a step's answers when they are destroyed: sums, none of them about few."""

    __tablename__ = "pulse_sum"

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class Inhabitants(Model):
    """How many live here of an age, of a gender or in an area, as an organiser of a process entered it."""

    __tablename__ = "inhabitants"
    __table_args__ = (
        CheckConstraint("about in ('age', 'gender', 'place')", name="about"),
        CheckConstraint("count between 0 and 10000000", name="count_in_bounds"),
    )

    process_id: Mapped[str] = mapped_column(ForeignKey("process.id"), primary_key=True)
    about: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    """The key of an age or a gender (its place among the choices), or an area's name."""
    count: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
