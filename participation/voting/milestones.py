"""Closed votes with their results, on the line of their process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.events.models import Event
from participation.events.rehearsals.queries import is_real
from participation.processes.line.rules import Kind, Milestone
from participation.voting.counting.outcome import from_data
from participation.voting.models import Vote, VoteClosure

NAMED = 60
"""Characters of what came first."""


def of_process(process_id: str, _today: dt.date) -> Sequence[Milestone]:
    """Each closed vote on its day, with what came first. As many queries for one as for many."""
    wanted = (
        select(Vote, Event.title)
        .join(VoteClosure, VoteClosure.vote_id == Vote.id)
        .join(Event, Event.id == Vote.event_id)
        .where(Event.process_id == process_id, is_real())
        .order_by(VoteClosure.at)
    )
    return [_told(vote, title) for vote, title in db.session.execute(wanted).all()]


def _told(vote: Vote, title: str) -> Milestone:
    closure = vote.closure
    assert closure is not None
    outcome = from_data(closure.outcome)
    words = {entry.number: entry.words for entry in vote.entries}
    first = [words[number] for number in outcome.winners[:3] if words.get(number)]
    named = ", ".join(text if len(text) <= NAMED else f"{text[: NAMED - 1]}…" for text in first)
    voted = ngettext("%(num)s voted", "%(num)s voted", closure.ballots)
    return Milestone(
        on=clock.local_date(closure.at, current_app.config["TIMEZONE"]),
        kind=Kind.VOTE,
        title=title,
        words=" · ".join(filter(None, [_("First: %(names)s", names=named) if named else "", voted])),
        address=url_for("voting.result", vote_id=vote.id),
    )
