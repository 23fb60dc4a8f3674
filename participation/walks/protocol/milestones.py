"""Public protocols of walks, on the line of their process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.events.models import Event, Step
from participation.events.rehearsals.queries import is_real
from participation.processes.line.rules import Kind, Milestone
from participation.walks.protocol.models import ProtocolRelease


def of_process(process_id: str, _today: dt.date) -> Sequence[Milestone]:
    """Each protocol on the day on which it became public. One query."""
    wanted = (
        select(Step.id, Step.event_id, Event.title, ProtocolRelease.at)
        .join(ProtocolRelease, ProtocolRelease.step_id == Step.id)
        .join(Event, Event.id == Step.event_id)
        .where(Event.process_id == process_id, is_real())
        .order_by(ProtocolRelease.at)
    )
    return [
        Milestone(
            on=clock.local_date(row.at, current_app.config["TIMEZONE"]),
            kind=Kind.PROTOCOL,
            title=row.title,
            words=_("What became of the places"),
            address=url_for("walk_protocol.show", event_id=row.event_id, walk_id=row.id),
        )
        for row in db.session.execute(wanted)
    ]
