"""The questions of a step, in the reader's language, as its settings say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from participation.events.models import Step
from participation.pulses import rules, words


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its words, and which drawing stands by it, if any."""

    words: str
    pictures: str = ""
    drawing: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A closed question. What has the same `key` at check-in and at check-out is the same question.

    `look` says how it is drawn: `drawn`, `zones`, `scale` or `about`. `place` is where it stands in the step.
    """

    place: int
    key: str
    text: str
    look: str
    choices: Sequence[Choice]

    @property
    def best_first(self) -> bool:
        """Whether its choices go from the best to the worst."""
        return self.look == "drawn"

    @property
    def ordered(self) -> bool:
        """Whether one choice is better than another."""
        return self.look in {"drawn", "scale"}


def of(step: Step) -> list[Question]:
    """What a step asks: first how it is, last who somebody is."""
    settings = step.settings
    chosen = [key for key in rules.ASKED if key in settings.get("questions", rules.USUAL.get(step.kind, ()))]
    house = [_house(key, settings) for key in chosen]
    own = [Question(0, f"own:{text}", text, "scale", _scale()) for text in settings.get("own", ())]
    asked = sorted([*house, *own], key=lambda question: question.look == "about")
    return [replace(question, place=place) for place, question in enumerate(asked)]


def _house(key: str, settings: Mapping[str, Any]) -> Question:
    text = str(words.QUESTIONS[key])
    if key in rules.SCALES:
        return Question(0, key, text, "scale", _scale())
    own = list(settings.get({rules.ZONES: "zones", "place": "places"}.get(key, "choices"), ()))
    if key in rules.ABOUT:
        said = own if key == "place" else words.CHOICES[key]
        return Question(0, key, text, "about", [Choice(str(words_)) for words_ in said])
    said = own or words.CHOICES[key]
    # With words of its own it is another question: what was answered to it cannot be added to the house's.
    known = ":".join([key, *own])
    if key == rules.ZONES:
        return Question(0, known, text, "zones", [Choice(str(words_)) for words_ in said])
    drawn = [Choice(str(words_), key, rules.drawing_of(place, len(said))) for place, words_ in enumerate(said)]
    return Question(0, known, text, "drawn", drawn)


def _scale() -> list[Choice]:
    return [Choice(str(words_)) for words_ in words.SCALE]
