"""What holds for pulses, as pure decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from participation.refusal import Refusal

DRAWN = ("weather", "faces")
"""How somebody is, drawn. Of each there are five drawings, from the best to the worst."""
ZONES = "zones"
"""How somebody is, as one of four zones: much or little energy, hard or nice."""
SCALES = ("leads", "listened", "dare", "change")
"""Questions that are answered from 0 to 3."""
ABOUT = ("age", "gender", "place")
"""What somebody may say of themselves. Never on a screen; told only of many."""
ASKED = (*DRAWN, ZONES, *SCALES, *ABOUT)
"""Every question of the house. An organiser's own ones are answered from 0 to 3."""
USUAL = {"check_in": ("weather", "leads"), "check_out": ("weather", "leads", "listened")}
"""What is asked where nobody has said what."""

MOST_QUESTIONS = 5
LEAST_CHOICES, MOST_CHOICES = 3, 5
LEAST_PLACES, MOST_PLACES = 2, 10
LONGEST_CHOICE = 40
LONGEST_QUESTION = 120
LONGEST_SHEET = MOST_PLACES * (LONGEST_CHOICE + 1) + 100
LONGEST_OWN = MOST_QUESTIONS * (LONGEST_QUESTION + 1) + 100

LINES = {
    "questions": (0, MOST_QUESTIONS, LONGEST_CHOICE),
    "own": (0, MOST_QUESTIONS, LONGEST_QUESTION),
    "choices": (LEAST_CHOICES, MOST_CHOICES, LONGEST_CHOICE),
    "zones": (4, 4, LONGEST_CHOICE),
    "places": (0, MOST_PLACES, LONGEST_CHOICE),
}
"""The lists that say what a step asks: how many lines each has, unless it is empty, and how long they may be."""

ENOUGH = 5
"""Fewer answers are shown to nobody: they could tell who gave them."""

_DRAWN_OF = {3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True, slots=True)
class Asks:
    """What an organiser wants asked: keys of the house's questions, own ones, and own words for choices."""

    questions: Sequence[str]
    own: Sequence[str] = ()
    choices: Sequence[str] = ()
    zones: Sequence[str] = ()
    places: Sequence[str] = ()

    def check(self) -> None:
        """Refuse what nobody could answer, and what takes too long to."""
        if not 1 <= len(self.questions) + len(self.own) <= MOST_QUESTIONS:
            raise Refusal("how_many_questions", field="questions", most=MOST_QUESTIONS)
        if set(self.questions) <= set(ABOUT) and not self.own:
            raise Refusal("only_about", field="questions")
        for name in LINES:
            check_lines(name, getattr(self, name))
        if "place" in self.questions and len(self.places) < LEAST_PLACES:
            raise Refusal("how_many_lines", field="places", least=LEAST_PLACES, most=MOST_PLACES)


def lines_of(sheet: str) -> list[str]:
    """What stands on a sheet with one on each line."""
    return [line.strip() for line in sheet.splitlines() if line.strip()]


def lines_for(name: str, sheet: str) -> list[str]:
    """The lines of one of the lists in `LINES`, as a sheet or a method's file has them."""
    lines = lines_of(sheet)
    check_lines(name, lines)
    return lines


def check_lines(name: str, lines: Sequence[str]) -> None:
    """Refuse a list with too few, too many, too long or equal lines; one that may be left out may be empty."""
    least, most, longest = LINES[name]
    if lines and not least <= len(lines) <= most:
        raise Refusal("how_many_lines", field=name, least=least, most=most)
    if any(len(line) > longest for line in lines):
        raise Refusal("line_too_long", field=name, limit=longest)
    if len(set(lines)) < len(lines):
        raise Refusal("lines_alike", field=name)
    if name == "questions" and not set(lines) <= set(ASKED):
        raise Refusal("not_a_choice", field=name)


def drawing_of(place: int, of: int) -> int:
    """Which of the five drawings stands by a choice: the first is always the best, the last the worst."""
    return _DRAWN_OF[of][place]


def check_choice(place: int | None, of: int) -> None:
    """One of the choices that there are, or None: to stand aside is always a choice."""
    if place is not None and not 0 <= place < of:
        raise Refusal("not_a_choice", field="choice")
