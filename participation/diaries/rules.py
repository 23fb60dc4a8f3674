"""What holds for diaries, as pure decisions."""

from __future__ import annotations

from dataclasses import dataclass

from participation.refusal import Refusal

LONGEST_READING = 300
LONGEST_SEEN = 500
LONGEST_PLACE = 80
LONGEST_THEME = 80
MOST_ENTRIES = 100
"""Entries that one participant may write in one diary: several a day for a month."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry was written: a name, and longitude and latitude when its author marked them."""

    name: str = ""
    lon: float | None = None
    lat: float | None = None


def text_of(reading: str, seen: str) -> str:
    """An entry's words as one text: what it means to its author stands first, on a line of its own."""
    return f"{' '.join(reading.split())}\n{seen}"


def parts_of(text: str) -> tuple[str, str]:
    """What an entry means to its author, and what is seen."""
    reading, _line, seen = text.partition("\n")
    return reading, seen


def place_of(name: str, lon: str, lat: str) -> Place:
    """Where it was; a position is rounded to some ten metres, and one that is none is left out."""
    try:
        east, north = round(float(lon), 4), round(float(lat), 4)
    except ValueError:
        return Place(name)
    return Place(name, east, north) if -180 <= east <= 180 and -90 <= north <= 90 else Place(name)


def check_count(written: int) -> None:
    """Refuse what makes one participant's entries too many; `written` counts it."""
    if written > MOST_ENTRIES:
        raise Refusal("diary_full", status=429, most=MOST_ENTRIES)
