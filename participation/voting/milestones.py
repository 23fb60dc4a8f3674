"""Closed votes with their results, on the line of their process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from participation import clock
from participation.processes.line.rules import Kind, Milestone
from participation.voting import held
from participation.voting.held import Held

NAMED = 60
"""Characters of what came first."""


def of_process(process_id: str, _today: dt.date) -> Sequence[Milestone]:
    """Each closed vote on its day, with what came first."""
    return [_told(vote) for vote in held.in_process(process_id)]


def _told(vote: Held) -> Milestone:
    named = ", ".join(text if len(text) <= NAMED else f"{text[: NAMED - 1]}…" for text in vote.won[:3])
    voted = ngettext("%(num)s voted", "%(num)s voted", vote.closure.ballots)
    return Milestone(
        on=clock.local_date(vote.closure.at, current_app.config["TIMEZONE"]),
        kind=Kind.VOTE,
        title=vote.event_title,
        words=" · ".join(filter(None, [_("First: %(names)s", names=named) if named else "", voted])),
        address=vote.address,
    )
