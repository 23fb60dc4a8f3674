"""The stories of a step as data, each with where its teller placed it."""

from __future__ import annotations

from typing import Any

from participation.events.afterwards.rules import told
from participation.events.models import Event, Step
from participation.stories import queries
from participation.stories.queries import Told
from participation.web import tables

COLUMNS = ("id", "text", "language", "more", "less", "needs")
"""Beside them one column for each question, from `question_1` on."""


def as_csv(step: Step) -> str:
    """One line for each story that everybody may read; a place is its number on the scale or in the triangle."""
    columns = [*COLUMNS, *(f"question_{number}" for number, _asked in enumerate(queries.questions(step), 1))]
    rows = [{**_row(item), "needs": "\n".join(need.text for need in item.needs)} for item in _shown(step)]
    return tables.as_csv(columns, rows)


def as_json(step: Step) -> dict[str, Any]:
    """The same with what was asked. How many want more or less is left out where it could tell who."""
    asked = [{"words": item.words, "ends": list(item.ends), "places": item.points} for item in queries.questions(step)]
    rows = [{**_row(item), "needs": [need.text for need in item.needs]} for item in _shown(step)]
    return {"step": step.title, "asked": asked, "stories": rows}


def attached(event: Event, kind: str) -> dict[str, str]:
    """Headers that save it as a file."""
    return {"Content-Disposition": f'attachment; filename="stories-{event.join_code}.{kind}"'}


def _shown(step: Step) -> list[Told]:
    return queries.of_step(step.id, None)


def _row(item: Told) -> dict[str, Any]:
    places = {f"question_{number + 1}": point for number, point in item.places.items()}
    said = item.said
    counts = {"more": told(item.more), "less": told(item.less)}
    return {"id": said.id, "text": said.text, "language": said.language, **counts, **places}
