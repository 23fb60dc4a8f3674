"""What a process's evaluation holds, told by the rooms above: chapters of figures, and voices beside them.

`evaluation` knows no votes, pulses or stories. A room that has something to tell of a process registers a chapter, or
a teller of voices, in its `init_app`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import LazyString


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that says most, for the top of the page; `words` say what it counts."""

    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a chapter tells.

    `facts` are what its template needs. `rows` are for the data: plain values by the names in
    `evaluation.exports.COLUMNS`. Nothing in it may tell of fewer than five people.
    """

    facts: Mapping[str, Any]
    figures: Sequence[Figure] = ()
    rows: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the evaluation. `place` orders them; `read` gets the process's id: None when nothing is to be told."""

    key: str
    title: LazyString
    template: str
    place: int
    read: Callable[[str], Told | None]


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of a participant that everybody may read; `about` says where they belong, with its page."""

    text: str
    language: str
    about: str
    address: str = ""


Voices = Callable[[str], Sequence[Voice]]
"""For a process (by its id): what participants said. Only what was released, or is public already."""


def register(chapter: Chapter) -> None:
    """Let a room above tell what it has of a process."""
    current_app.extensions.setdefault("chapters", []).append(chapter)


def register_voices(teller: Voices) -> None:
    """Let a room above tell what participants said."""
    current_app.extensions.setdefault("voices", []).append(teller)


def told(process_id: str) -> list[tuple[Chapter, Told]]:
    """The chapters of a process that have something to tell, in order."""
    known: list[Chapter] = sorted(current_app.extensions.get("chapters", []), key=lambda chapter: chapter.place)
    found = [(chapter, chapter.read(process_id)) for chapter in known]
    return [(chapter, told) for chapter, told in found if told is not None]


def voices(process_id: str, most: int) -> list[Voice]:
    """What participants said, as many from each room that has something as there is room for."""
    tellers: list[Voices] = current_app.extensions.get("voices", [])
    said = [found for teller in tellers if (found := teller(process_id))]
    return [voice for found in said for voice in found[: most // len(said)]]
