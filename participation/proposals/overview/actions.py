"""Counting a large overview outside of requests: reading it costs as much with 100,000 proposals as with 100."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from participation import clock, db
from participation.jobs import actions as queue
from participation.proposals.models import OverviewCount
from participation.proposals.overview import queries

JOB = "overview"
WITHIN = dt.timedelta(minutes=1)


def post(session: Session, seq: int, now: dt.datetime) -> None:
    """Have it counted again within a minute, when the ledger is so long that nobody should wait for it."""
    if seq > queries.LIVE:
        queue.enqueue(session, JOB, f"{JOB}:{now:%Y-%m-%dT%H:%M}", now + WITHIN, {})


def do_job(_payload: Mapping[str, Any], now: dt.datetime) -> None:
    """Count, and keep it; counted twice is counted once."""
    today = clock.local_date(now, current_app.config["TIMEZONE"])
    head, counted = queries.head(), queries.count(today)
    with db.writing() as session:
        session.merge(OverviewCount(id=1, seq=head, day=today, at=now, told=queries.as_data(counted)))
