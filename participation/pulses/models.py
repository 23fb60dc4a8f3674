"""What was answered in pulses."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from participation.db import Model


class PulseAnswer(Model):
    """One participant's answer to one question of a step, from 0, the best, on. None: stood aside.

    Without when: what is kept of a feeling is only what the bars need. A check-in has one question, 0.
    """

    __tablename__ = "pulse_answer"
    __table_args__ = (CheckConstraint("value between 0 and 9", name="value_in_bounds"),)

    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True, index=True)
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)
    value: Mapped[int | None]
