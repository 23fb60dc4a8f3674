"""The themes that were chosen, on the line of their process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.events.models import Event, Step
from participation.events.rehearsals.queries import is_real
from participation.ideas.models import Theme, ThemeChoice
from participation.processes.line.rules import Kind, Milestone


def of_process(process_id: str, _today: dt.date) -> Sequence[Milestone]:
    """Each theme on the day on which it was chosen. One query."""
    wanted = (
        select(Theme.title, ThemeChoice.at, Event.title)
        .join(ThemeChoice, ThemeChoice.theme_id == Theme.id)
        .join(Step, Step.id == Theme.step_id)
        .join(Event, Event.id == Step.event_id)
        .where(Event.process_id == process_id, is_real())
        .order_by(ThemeChoice.at, Theme.title)
    )
    zone = current_app.config["TIMEZONE"]
    return [
        Milestone(clock.local_date(at, zone), Kind.THEME, title, event)
        for title, at, event in db.session.execute(wanted)
    ]
