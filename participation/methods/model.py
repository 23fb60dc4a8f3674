"""What a method is: plain values, in one or more languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

Words = Mapping[str, str]
"""One text, by language."""


@dataclass(frozen=True, slots=True)
class Point:
    """What must be ready before: `days` before the event at the latest, when that is known."""

    text: Words
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who is needed, and what they do."""

    who: Words
    does: Words


@dataclass(frozen=True, slots=True)
class MethodStep:
    """A step that a new event gets.

    Its kind of activity, name and minutes, what phones and screen show (`prompt`), what only those who lead read
    (`note`), and the activity's own settings.
    """

    kind: str
    title: Words
    prompt: Words
    note: Words
    minutes: int
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A way of working with young people: when it fits, for how many, what is needed, its agenda, what comes of it."""

    key: str
    title: Words
    summary: Words
    suits: Words
    outcome: Words
    purpose: str
    """One of `rules.PURPOSES`."""
    place: int
    """Where it stands among those of its purpose."""
    people: tuple[int, int]
    groups: tuple[int, int] | None
    starts: str
    """The time of day at which it usually begins, such as `14:00`; empty when there is none."""
    more_young_than_adults: bool
    """Whether the method asks for more young people than adults in the room."""
    bring: tuple[Words, ...]
    roles: tuple[Role, ...]
    checklist: tuple[Point, ...]
    steps: tuple[MethodStep, ...]
    version: int = 1

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(step.minutes for step in self.steps)

    @property
    def times(self) -> list[str]:
        """The time of day at which each step begins; empty texts when the method has no usual time."""
        if not self.starts:
            return [""] * len(self.steps)
        hours, minutes = map(int, self.starts.split(":"))
        at, told = hours * 60 + minutes, []
        for step in self.steps:
            told.append(f"{at // 60 % 24:02}:{at % 60:02}")
            at += step.minutes
        return told

    def language(self, wanted: str) -> str:
        """The language in which a reader of `wanted` reads it: that one when the method speaks it."""
        return wanted if wanted in self.title else next(iter(self.title))

    def only(self, language: str) -> Method:
        """The same in one of its languages."""

        def one(words: Words) -> Words:
            return {language: words[language]} if words else {}

        return replace(
            self,
            title=one(self.title),
            summary=one(self.summary),
            suits=one(self.suits),
            outcome=one(self.outcome),
            bring=tuple(one(words) for words in self.bring),
            roles=tuple(Role(one(role.who), one(role.does)) for role in self.roles),
            checklist=tuple(Point(one(point.text), point.days) for point in self.checklist),
            steps=tuple(
                MethodStep(
                    step.kind,
                    one(step.title),
                    one(step.prompt),
                    one(step.note),
                    step.minutes,
                    in_language(step.settings, language),
                )
                for step in self.steps
            ),
        )


def in_language(value: Any, language: str) -> Any:
    """Settings with every text in one language: a table of languages becomes its text."""
    if isinstance(value, Mapping):
        if language in value and all(isinstance(text, str) for text in value.values()):
            return value[language]
        return {name: in_language(inner, language) for name, inner in value.items()}
    return [in_language(inner, language) for inner in value] if isinstance(value, list) else value
