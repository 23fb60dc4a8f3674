"""Which parts of a picture are covered: pure decisions."""

from __future__ import annotations

from collections.abc import Iterable

COLUMNS, ROWS = 12, 9
"""The fields of a picture that can be covered."""


def masked_fields(chosen: Iterable[str]) -> list[tuple[float, float, float, float]]:
    """The parts of a picture to cover, as shares of its width and height, from the numbers of its fields."""
    numbers = [int(each) for each in chosen if each.isascii() and each.isdigit() and len(each) < 4]
    known = [number for number in numbers if number < COLUMNS * ROWS]
    places = [(number % COLUMNS, number // COLUMNS) for number in known]
    return [(x / COLUMNS, y / ROWS, (x + 1) / COLUMNS, (y + 1) / ROWS) for x, y in places]
