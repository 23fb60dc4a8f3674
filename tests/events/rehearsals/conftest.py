"""The people of the tests, and the evening that they rehearse."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from participation import clock
from participation.events.agenda import actions as agenda
from participation.pulses import queries as pulses
from tests.cast import Evening, evening_of, staff_of


@pytest.fixture
def prepared(town: Flask) -> Evening:
    """Omar's evening with a check-in in its agenda, on the day before."""
    staff_of(town)
    made = evening_of(town, approve_first=True, starts_at=clock.now() + dt.timedelta(days=1))
    agenda.add_step(
        made.event_id, pulses.CHECK_IN, title="Läget", minutes=3, settings={}, after_id=made.steps["welcome"], once="x"
    )
    return made
