"""The protocol as data: what officials fill in, and what everybody may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from participation import clock
from participation.events.models import Step
from participation.walks.protocol import words
from participation.walks.protocol.queries import Protocol, Row
from participation.web import tables


def for_officials(rows: Iterable[Row]) -> str:
    """The rows as a table that Swedish spreadsheets open by a double click, headings in the reader's language."""
    told = ({**_said(row), "outcome": _word(row.answer.outcome), "version": row.version} for row in rows)
    return tables.as_csv(words.COLUMNS, told, headings=words.COLUMNS, delimiter=";")


def as_csv(step: Step, protocol: Protocol, base: str) -> str:
    """The rows as open data; `base` is the address of the site."""
    return tables.as_csv(words.MEANINGS, _rows(step, protocol, base))


def as_json(step: Step, protocol: Protocol, base: str) -> dict[str, Any]:
    """The same with the walk and what the columns mean."""
    event = step.event
    return {
        "walk": {"event": event.id, "title": event.title, "walked_at": clock.iso(event.starts_at)},
        "published_at": clock.iso(protocol.released_at) if protocol.released_at else None,
        "columns": {name: str(meaning) for name, meaning in words.MEANINGS.items()},
        "places": [
            {**row, "pictures": row["pictures"].split(), "felt": felt}
            for row, felt in zip(_rows(step, protocol, base), _felt(protocol), strict=True)
        ],
    }


def _rows(step: Step, protocol: Protocol, base: str) -> Iterator[dict[str, Any]]:
    for row in protocol.rows:
        lon, lat = row.spot or (None, None)
        where: dict[str, Any] = {"event_id": step.event_id, "walk_id": step.id}
        pictures = [base + url_for("walk_protocol.picture", **where, picture_id=item.id) for item in row.pictures]
        public = {name: value for name, value in _said(row).items() if name in words.MEANINGS}
        yield {**public, "lon": lon, "lat": lat, "pictures": " ".join(pictures)}


def _felt(protocol: Protocol) -> Iterator[list[dict[str, Any]]]:
    """For each place how it felt on every walk of the route."""
    for row in protocol.rows:
        yield [
            {
                "walked_at": clock.iso(column.at),
                "light": column.light,
                "unsafe": sides.unsafe,
                "neither": sides.neither,
                "safe": sides.safe,
            }
            for column, sides in zip(protocol.columns, row.gathered.felt, strict=True)
        ]


def _said(row: Row) -> dict[str, Any]:
    sides = row.gathered.sides
    return {
        "number": row.number,
        "place": called(row),
        "about": row.gathered.place.about,
        "unsafe": sides.unsafe,
        "neither": sides.neither,
        "safe": sides.safe,
        "outcome": row.answer.outcome,
        "department": row.department,
        "due": row.answer.due.isoformat() if row.answer.due else None,
        "words": row.answer.words,
        "to_whom": row.answer.to_whom,
        "work_order": row.answer.work_order,
    }


def called(row: Row) -> str:
    """What a place goes by."""
    return row.gathered.name or _("Place %(number)s", number=row.number)


def _word(outcome: str) -> str:
    return str(words.OUTCOMES[outcome]) if outcome else ""
