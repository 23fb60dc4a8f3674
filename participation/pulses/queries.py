"""Reads of pulses: what can be answered, how many answered what, and what is known of the steps of many events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.db import db
from participation.events.models import Step
from participation.pulses import questions, rules, summing
from participation.pulses.models import PulseAnswer, PulseSum
from participation.pulses.questions import Choice, Question
from participation.pulses.summing import Counts, Sums

CHECK_IN, CHECK_OUT = "check_in", "check_out"
KINDS = (CHECK_IN, CHECK_OUT)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many chose it; `share` of all who answered."""

    choice: Choice
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Result:
    """How a question was answered: by how many, and the bars; none before there are enough."""

    question: Question
    answered: int
    bars: Sequence[Bar]


def answered(step_id: str) -> int:
    """How many answered anything, without those who stood aside."""
    wanted = select(func.count(PulseAnswer.participant_id.distinct()))
    found = db.session.scalar(wanted.where(PulseAnswer.step_id == step_id, PulseAnswer.value.is_not(None))) or 0
    kept = None if found else db.session.get(PulseSum, step_id)
    return int(kept.data["answered"]) if kept else found


def results(step: Step) -> list[Result]:
    """How each question was answered, but for those about who somebody is: these are told of many events at once."""
    asked = [question for question in questions.of(step) if question.look != "about"]
    counts = _counts(step.id, asked)
    return [_result(question, counts[question.place]) for question in asked]


def mine(step_id: str, participant_id: str) -> dict[int, int | None]:
    """What somebody answered here, by the question's place; None for what they stood aside from."""
    wanted = select(PulseAnswer.question, PulseAnswer.value)
    here = (PulseAnswer.step_id == step_id, PulseAnswer.participant_id == participant_id)
    return {row[0]: row[1] for row in db.session.execute(wanted.where(*here))}


def sums(steps: Sequence[Step]) -> dict[str, Sums]:
    """What is known of steps, by their ids: what was kept of them, or what their answers say now. Two queries."""
    wanted = select(PulseSum).where(PulseSum.step_id.in_([step.id for step in steps]))
    kept = {row.step_id: Sums(**row.data) for row in db.session.scalars(wanted)}
    # A check-out whose check-in is kept has its own sums kept too: both are kept with their event.
    return fresh_sums([step for step in steps if step.id not in kept]) | kept


def fresh_sums(steps: Sequence[Step]) -> dict[str, Sums]:
    """What the answers of steps say now; what somebody answered at check-in is paired within the event."""
    given: dict[str, dict[str, dict[int, int]]] = {step.id: {} for step in steps}
    wanted = select(PulseAnswer.step_id, PulseAnswer.participant_id, PulseAnswer.question, PulseAnswer.value)
    for step_id, who, place, value in db.session.execute(wanted.where(PulseAnswer.step_id.in_(given))):
        if value is not None:
            given[step_id].setdefault(who, {})[place] = value
    asked = {step.id: questions.of(step) for step in steps}
    entries: dict[str, Mapping[str, Mapping[str, int]]] = {}
    for step in steps:
        if step.kind == CHECK_IN:
            entries.setdefault(step.event_id, summing.ranks(asked[step.id], given[step.id]))
    return {
        step.id: summing.sums(
            asked[step.id], given[step.id], entries.get(step.event_id, {}) if step.kind == CHECK_OUT else {}
        )
        for step in steps
    }


def _counts(step_id: str, asked: Sequence[Question]) -> dict[int, Counts]:
    wanted = select(PulseAnswer.question, PulseAnswer.value, func.count())
    here = wanted.where(PulseAnswer.step_id == step_id).group_by(PulseAnswer.question, PulseAnswer.value)
    found = {(row[0], row[1]): row[2] for row in db.session.execute(here)}
    counted = {
        question.place: [found.get((question.place, value), 0) for value in range(len(question.choices))]
        for question in asked
    }
    if not found and (kept := db.session.get(PulseSum, step_id)):
        return counted | {item.place: kept.data["told"][item.key] for item in asked if item.key in kept.data["told"]}
    return counted


def _result(question: Question, counts: Counts) -> Result:
    whole = sum(counts)
    if whole < rules.ENOUGH:
        return Result(question, whole, ())
    found = zip(question.choices, counts, strict=True)
    return Result(question, whole, [Bar(choice, count, count / whole) for choice, count in found])
