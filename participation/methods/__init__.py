"""The method library: one readable file per method; this module reads them and decides nothing.

A method file is TOML. Every text has one entry per language. See `docs/methods.md` for the format.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class MethodStep:
    """A step that a new event gets: its kind of activity, words by language, minutes, the activity's settings."""

    kind: str
    title: dict[str, str]
    prompt: dict[str, str]
    minutes: int
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """A way of working with young people: what it is for, how long, for how many, and its agenda."""

    key: str
    title: dict[str, str]
    summary: dict[str, str]
    minutes: int
    people: tuple[int, int]
    checklist: tuple[dict[str, str], ...]
    more_young_than_adults: bool
    """Whether the method asks for more young people than adults in the room."""
    steps: tuple[MethodStep, ...]


@cache
def library() -> dict[str, Method]:
    """All methods by key, in the order of their files' names."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def advises_more_young(key: str) -> bool:
    """Whether an event's method asks for more young people than adults; a method that is gone asks for nothing."""
    method = library().get(key)
    return method is not None and method.more_young_than_adults


def _read(path: Path) -> Method:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = tuple(
        MethodStep(
            kind=step["kind"],
            title=step["title"],
            prompt=step.get("prompt", {}),
            minutes=step["minutes"],
            settings=step.get("settings", {}),
        )
        for step in data["steps"]
    )
    return Method(
        key=path.stem,
        title=data["title"],
        summary=data["summary"],
        minutes=sum(step.minutes for step in steps),
        people=(data["people"]["least"], data["people"]["most"]),
        checklist=tuple(data.get("checklist", ())),
        more_young_than_adults=data.get("more_young_than_adults", False),
        steps=steps,
    )
