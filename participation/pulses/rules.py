"""What holds for pulses, as pure decisions."""

from __future__ import annotations

from participation.refusal import Refusal

PICTURES = ("weather", "faces")
"""What the choices are drawn as. Of each there are five drawings, from the best to the worst."""

LEAST_CHOICES, MOST_CHOICES = 3, 5
LONGEST_CHOICE = 40
LONGEST_SHEET = MOST_CHOICES * (LONGEST_CHOICE + 1) + 100

ENOUGH = 5
"""Fewer answers are shown to nobody: they could tell who gave them."""

_DRAWN = {3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def choices_of(sheet: str) -> list[str]:
    """The choices on a sheet with one on each line, from the best to the worst; an empty sheet has none of its own."""
    choices = [line.strip() for line in sheet.splitlines() if line.strip()]
    if not choices:
        return []
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        raise Refusal("how_many_choices", field="choices", least=LEAST_CHOICES, most=MOST_CHOICES)
    if any(len(choice) > LONGEST_CHOICE for choice in choices):
        raise Refusal("choice_too_long", field="choices", limit=LONGEST_CHOICE)
    if len(set(choices)) < len(choices):
        raise Refusal("choices_alike", field="choices")
    return choices


def drawing_of(place: int, of: int) -> int:
    """Which of the five drawings stands by a choice: the first is always the best, the last the worst."""
    return _DRAWN[of][place]


def check_choice(place: int | None, of: int) -> None:
    """One of the choices that there are, or None: to stand aside is always a choice."""
    if place is not None and not 0 <= place < of:
        raise Refusal("not_a_choice", field="choice")
