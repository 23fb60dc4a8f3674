"""The people of the tests, the evening that they meet in, and its pulses."""

from __future__ import annotations

from typing import Any

from participation import db, tokens
from participation.events.activities import of
from participation.events.agenda import actions as agenda
from participation.events.models import Step
from participation.pulses import actions, queries
from participation.pulses.queries import CHECK_IN
from tests.cast import Evening, evening, others_evening, small_evening

__all__ = ["evening", "others_evening", "small_evening"]


def pulse(evening: Evening, kind: str = CHECK_IN, *, go_there: bool = True, **settings: Any) -> str:
    """A pulse in an evening's agenda; the room is there."""
    step_id = agenda.add_step(
        evening.event_id,
        kind,
        title="Läget",
        minutes=3,
        settings={**of(kind).settings, **settings},
        after_id="",
        once=tokens.new_id(),
    )
    evening.steps[kind] = step_id
    if go_there:
        evening.go_to(kind)
    return step_id


def step(evening: Evening, kind: str = CHECK_IN) -> Step:
    """The pulse as it is in the database now."""
    db.db.session.rollback()
    return db.db.session.get_one(Step, evening.steps[kind])


def counts(evening: Evening, question: int = 0) -> list[int]:
    """The bars of a question; none before there are five."""
    return [bar.count for bar in queries.results(step(evening))[question].bars]


def answer(evening: Evening, *choices: int | None, kind: str = CHECK_IN) -> None:
    """Somebody new answers the first question, for each of the choices."""
    for choice in choices:
        actions.answer(evening.event_id, evening.steps[kind], evening.join(), {0: choice})


def all_answer(evening: Evening, people: list[str], kind: str, *answers: list[int | None]) -> None:
    """Each of these people gives one list of answers, in the order of the questions; None leaves one out."""
    for who, values in zip(people, answers, strict=True):
        given = {place: value for place, value in enumerate(values) if value is not None}
        actions.answer(evening.event_id, evening.steps[kind], who, dict(given))
