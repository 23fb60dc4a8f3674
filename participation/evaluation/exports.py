"""An evaluation as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation import clock
from participation.evaluation.queries import Evaluation
from participation.web import tables

COLUMNS: dict[str, LazyString] = {
    "chapter": _l("events, reach, pulses, votes, proposals: the part of the evaluation. voice: what somebody said"),
    "what": _l("What the row is about: an event, a question, a vote, a proposal"),
    "group": _l("Of whom: an age, a gender, an area; empty for all"),
    "when": _l("entry or exit; both: of those who answered both; otherwise the day"),
    "choice": _l("What could be answered, or what was answered"),
    "number": _l("How many people or things; empty where it could tell of fewer than five people"),
    "of": _l("Of how many"),
    "mean": _l("On average, higher is better"),
    "address": _l("The public page"),
}


def rows(evaluation: Evaluation, base: str) -> list[Mapping[str, Any]]:
    """What every chapter tells; `base` is the site's address."""
    found = [{"chapter": part.chapter.key, **row} for part in evaluation.parts for row in part.told.rows]
    found += [
        {"chapter": "voice", "what": voice.about, "choice": voice.text, "address": voice.address}
        for voice in evaluation.voices
    ]
    return [{**row, "address": base + row["address"] if row.get("address") else None} for row in found]


def as_csv(evaluation: Evaluation, base: str) -> str:
    """The rows as a table."""
    return tables.as_csv(COLUMNS, rows(evaluation, base))


def as_json(evaluation: Evaluation, base: str) -> dict[str, Any]:
    """The same with the process, what its organisers learned, and what the columns mean."""
    process, lesson = evaluation.process, evaluation.lesson
    return {
        "process": {"id": process.id, "title": process.title, "board": process.board},
        "organisers": {
            "worked": lesson.worked,
            "learned": lesson.learned,
            "otherwise": lesson.otherwise,
            "at": clock.iso(lesson.at),
        }
        if lesson
        else None,
        "columns": {name: str(meaning) for name, meaning in COLUMNS.items()},
        "rows": [{name: row.get(name) for name in COLUMNS} for row in rows(evaluation, base)],
    }
