"""What is shared in a diary as data, each entry with its author's own reading first."""

from __future__ import annotations

from typing import Any

from participation.diaries import queries
from participation.events.models import Step
from participation.web import tables

COLUMNS = ("id", "day", "reading", "seen", "language", "place", "lon", "lat", "theme", "picture")
"""`picture` says whether there is one that others may see."""


def rows(step: Step) -> list[dict[str, Any]]:
    """One for each entry that everybody may read, the newest first."""
    return [
        {
            "id": entry.said.id,
            "day": entry.said.said_at.date().isoformat(),
            "reading": entry.reading,
            "seen": entry.seen,
            "language": entry.said.language,
            **{name: getattr(entry.facts, name) for name in ("place", "lon", "lat", "theme")},
            "picture": entry.facts.approved_at is not None,
        }
        for entry in queries.of_step(step.id, None)
    ]


def as_csv(step: Step) -> str:
    """The same as CSV."""
    return tables.as_csv(COLUMNS, rows(step))
