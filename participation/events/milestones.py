"""What events are on the line of their process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import ngettext

from participation import clock
from participation.events import queries
from participation.events.models import Event
from participation.processes.line.rules import Kind, Milestone


def of_process(process_id: str, today: dt.date) -> Sequence[Milestone]:
    """Each event, held or planned, and the days to come on which people hear back. One query."""
    told: list[Milestone] = []
    for event, joined in queries.of_process(process_id):
        told.append(_met(event, joined, today))
        if event.hear_back_on is not None and event.hear_back_on >= today and told[-1].kind == Kind.EVENT:
            told.append(Milestone(event.hear_back_on, Kind.HEAR_BACK, event.title, reached=False))
    return told


def _met(event: Event, joined: int, today: dt.date) -> Milestone:
    on = clock.local_date(event.starts_at, current_app.config["TIMEZONE"])
    if event.ending is not None and event.ending.kind == "cancelled":
        return Milestone(on, Kind.CANCELLED, event.title, event.place)
    reached = event.ending is not None or joined > 0 or on < today
    took_part = ngettext("%(num)s took part", "%(num)s took part", joined) if joined else ""
    words: list[Any] = [event.place, took_part]
    return Milestone(on, Kind.EVENT, event.title, " · ".join(filter(None, words)), reached=reached)
