"""Reads of pulses: what can be answered, and how many answered what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.db import db
from participation.events.models import Step
from participation.pulses import rules, words
from participation.pulses.models import PulseAnswer

KIND = "check_in"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its words in the reader's language, and which drawing stands by it."""

    words: str
    pictures: str
    drawing: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How many chose it; `share` of all who answered."""

    choice: Choice
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Result:
    """How many answered, and the bars: none before there are enough."""

    answered: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody answered; `place` is None for who stood aside."""

    place: int | None


def choices(step: Step) -> list[Choice]:
    """What can be answered, from the best to the worst."""
    pictures = step.settings.get("pictures", rules.PICTURES[0])
    said = step.settings.get("choices") or [str(text) for text in words.CHOICES[pictures]]
    return [Choice(text, pictures, rules.drawing_of(place, len(said))) for place, text in enumerate(said)]


def answered(step_id: str) -> int:
    """How many answered, without those who stood aside."""
    return db.session.scalar(select(func.count(PulseAnswer.value)).where(PulseAnswer.step_id == step_id)) or 0


def result(step: Step) -> Result:
    """How a round went."""
    wanted = select(PulseAnswer.value, func.count()).where(PulseAnswer.step_id == step.id)
    counts: dict[int | None, int] = {
        row[0]: row[1] for row in db.session.execute(wanted.group_by(PulseAnswer.value)) if row[0] is not None
    }
    whole = sum(counts.values())
    if whole < rules.ENOUGH:
        return Result(whole, ())
    found = [(choice, counts.get(place, 0)) for place, choice in enumerate(choices(step))]
    return Result(whole, [Bar(choice, count, count / whole) for choice, count in found])


def mine(step_id: str, participant_id: str) -> Mine | None:
    """What somebody answered here; None when that is nothing yet."""
    wanted = select(PulseAnswer.value).where(
        PulseAnswer.step_id == step_id, PulseAnswer.participant_id == participant_id, PulseAnswer.question == 0
    )
    found = db.session.execute(wanted).first()
    return Mine(found[0]) if found else None
