"""Reads of the library: the methods that come with the product, and the municipality's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import current_app
from sqlalchemy import select

from participation import clock, methods
from participation.db import db
from participation.events import activities
from participation.events.library import rules
from participation.events.library.models import OwnMethod
from participation.events.moderation.rules import APPROVALS
from participation.methods import Method
from participation.methods.reading import read


def find(key: str) -> Method | None:
    """A method by its key, or by the id of an own one; None when it is gone."""
    shipped = methods.library().get(key)
    if shipped is not None:
        return shipped
    row = db.session.get(OwnMethod, key)
    return method_of(row) if row else None


def startable() -> dict[str, Method]:
    """Every method of which an event can be made here, by key: the product's, then the municipality's own."""
    every = {**methods.library(), **{row.id: method_of(row) for row in own()}}
    return {key: method for key, method in every.items() if is_ready(method)}


def is_ready(method: Method) -> bool:
    """Whether every kind of step in it is known here."""
    return {step.kind for step in method.steps} <= set(activities.kinds())


def own() -> Sequence[OwnMethod]:
    """The municipality's own methods, the newest first."""
    return db.session.scalars(select(OwnMethod).order_by(OwnMethod.at.desc(), OwnMethod.id)).all()


def method_of(row: OwnMethod) -> Method:
    """The method that an own one's file describes."""
    return _read(row.source, row.id)


@lru_cache(maxsize=rules.MOST_OWN)
def _read(source: str, key: str) -> Method:
    return read(source, key)


def advises_more_young(key: str) -> bool:
    """Whether an event's method asks for more young people than adults; a method that is gone asks for nothing."""
    method = find(key)
    return method is not None and method.more_young_than_adults


def points_of(
    method: Method, language: str, starts_at: dt.datetime, now: dt.datetime
) -> list[tuple[str, dt.date | None]]:
    """A method's checklist for an event: the words, and the day by which each point must be ready."""
    zone = current_app.config["TIMEZONE"]
    starts_on, today = clock.local_date(starts_at, zone), clock.local_date(now, zone)
    return [(point.text[language], rules.due(point.days, starts_on, today)) for point in method.checklist]


def known_kinds() -> Mapping[str, Mapping[str, Container[Any]]]:
    """Every kind of step that a method's file may name here, and what each of its settings may be."""
    found: dict[str, dict[str, Container[Any]]] = {}
    for kind in activities.kinds():
        activity = activities.of(kind)
        found[kind] = {**activity.bounds, "timer": (False, True)}
        if activity.gathers:
            found[kind]["approval"] = APPROVALS
    return found
