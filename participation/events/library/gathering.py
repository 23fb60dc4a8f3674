"""An event as a method: what somebody prepared, without anything that belongs to that one evening."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import current_app
from flask_babel import to_user_timezone

from participation import clock
from participation.events.library import queries
from participation.events.models import Event, Step
from participation.events.preparing import queries as preparing
from participation.events.preparing.models import ChecklistPoint
from participation.methods import Method, MethodStep, Point
from participation.methods.rules import MOST_DAYS, MOST_PLACES, PURPOSES


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says about a method when they save it, in one language."""

    language: str
    title: str
    summary: str
    suits: str
    outcome: str
    people: tuple[int, int]


def of_event(event: Event, told: Told, base: Method | None) -> Method:
    """The method; what is not said anew is as in `base`, which the event was made from, if that speaks the language."""
    speaks = told.language
    bare = Method("", {}, {}, {}, {}, PURPOSES[0], MOST_PLACES, told.people, None, "", False, (), (), (), ())
    return replace(
        base.only(speaks) if base is not None and speaks in base.title else bare,
        title={speaks: told.title},
        summary={speaks: told.summary},
        suits=_words(told.suits, speaks),
        outcome=_words(told.outcome, speaks),
        people=told.people,
        starts=f"{to_user_timezone(event.starts_at):%H:%M}",
        checklist=tuple(_point(point, event, speaks) for point in preparing.points(event.id)),
        steps=tuple(_step(step, speaks) for step in event.steps),
        place=MOST_PLACES,
        version=1,
    )


def _words(text: str, language: str) -> dict[str, str]:
    return {language: text} if text else {}


def _point(point: ChecklistPoint, event: Event, language: str) -> Point:
    zone = current_app.config["TIMEZONE"]
    days = (clock.local_date(event.starts_at, zone) - point.due).days if point.due else None
    return Point({language: point.text}, days if days is not None and 0 <= days <= MOST_DAYS else None)


def _step(step: Step, language: str) -> MethodStep:
    """A step with the settings that a file may hold: not which card is up, nor where a walk goes."""
    allowed = queries.known_kinds()[step.kind]
    return MethodStep(
        kind=step.kind,
        title={language: step.title},
        prompt=_words(step.prompt, language),
        note=_words(step.settings.get("note", ""), language),
        minutes=step.minutes,
        settings={name: value for name, value in step.settings.items() if name in allowed},
    )
