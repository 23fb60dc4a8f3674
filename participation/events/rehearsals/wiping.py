"""Destroying an event with all that refers to it, in whichever room.

Which tables those are follows from their foreign keys, so a new table cannot be forgotten. What refers to the event by
no key (work in the row, pictures) is found by the ids that are destroyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, Table, delete, exists, or_, select
from sqlalchemy.orm import Session

from participation.db import Base
from participation.events.models import Event
from participation.jobs.models import Job
from participation.media import actions as media
from participation.media.models import Picture

_EVENT: Table = Event.__table__  # type: ignore[assignment]
_PICTURE: Table = Picture.__table__  # type: ignore[assignment]


def owned() -> dict[Table, list[ForeignKey]]:
    """Every table whose rows belong to an event, each with the keys that say so; parents before their children."""
    found: dict[Table, list[ForeignKey]] = {_EVENT: []}
    for table in Base.metadata.sorted_tables:
        keys = [key for key in table.foreign_keys if key.column.table in found and key.column.table is not table]
        if keys:
            # One key that is always there says it all; only where none is, any of them may.
            found[table] = [key for key in keys if not key.parent.nullable][:1] or keys
    return found


def wipe(session: Session, event_id: str) -> list[str]:
    """Destroy it within the caller's transaction; returns the ids of pictures whose files go after the commit."""
    tables = owned()
    ids, pictures = set[str](), set[str]()
    for table in tables:
        here = _belongs(tables, table, event_id)
        key = list(table.primary_key)
        if len(key) == 1 and isinstance(key[0].type, String):
            ids.update(session.scalars(select(key[0]).where(here)))
        for column in _columns_to(table, _PICTURE):
            pictures.update(session.scalars(select(column).where(here, column.is_not(None))))
    for table in reversed(tables):
        here = _belongs(tables, table, event_id)
        if session.scalar(select(exists().where(here))):  # the ledger refuses even to destroy nothing
            session.execute(delete(table).where(here))
    media.destroy(session, pictures)
    for job in session.scalars(select(Job)).all():
        if ids & set(_texts(job.payload)):
            session.delete(job)
    return sorted(pictures)


def _belongs(tables: dict[Table, list[ForeignKey]], table: Table, event_id: str) -> ColumnElement[bool]:
    if table is _EVENT:
        return _EVENT.c.id == event_id
    return or_(
        *(
            key.parent.in_(select(key.column).where(_belongs(tables, key.column.table, event_id)))
            for key in tables[table]
        )
    )


def _columns_to(table: Table, other: Table) -> list[ColumnElement[Any]]:
    return [key.parent for key in table.foreign_keys if key.column.table is other]


def _texts(value: Any) -> Iterable[str]:
    """Every text within what a job carries."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
