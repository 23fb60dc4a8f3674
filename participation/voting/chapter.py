"""What a process's evaluation tells of its votes: how many voted, of how many, and what won."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from participation import clock
from participation.db import db
from participation.events.afterwards.rules import told
from participation.events.models import Event, Step
from participation.events.rehearsals.queries import is_real
from participation.processes.chapters import Chapter, Figure, Told
from participation.voting.counting.outcome import from_data
from participation.voting.models import Vote, VoteClosure, VoteEntry


@dataclass(frozen=True, slots=True)
class Held:
    """A vote that was closed. `won` are the words of what won, in order."""

    title: str
    event_title: str
    at: dt.datetime
    voted: int | None
    entitled: int
    won: Sequence[str]
    address: str


def _read(process_id: str) -> Told | None:
    held = votes(process_id)
    if not held:
        return None
    rows = [
        {
            "what": f"{vote.event_title}: {vote.title}",
            "when": clock.iso(vote.at)[:10],
            "choice": "; ".join(vote.won),
            "number": vote.voted,
            "of": vote.entitled,
            "address": vote.address,
        }
        for vote in held
    ]
    return Told({"votes": held}, [Figure(str(len(held)), _("votes held"))], rows)


def votes(process_id: str) -> list[Held]:
    """The closed votes of a process, oldest first; words that were taken back are not told. Three queries."""
    gone = _("These words are no longer shown")
    wanted = (
        select(Step.title, Event.title, VoteClosure)
        .join(Vote, Vote.id == VoteClosure.vote_id)
        .join(Step, Step.id == Vote.step_id)
        .join(Event, Event.id == Vote.event_id)
        .where(Event.process_id == process_id, is_real())
        .order_by(VoteClosure.at)
    )
    closed = db.session.execute(wanted).all()
    ids = [closure.vote_id for _step, _event, closure in closed]
    entries = db.session.scalars(select(VoteEntry).where(VoteEntry.vote_id.in_(ids)))
    words = {(entry.vote_id, entry.number): entry.words for entry in entries}
    return [
        Held(
            title=step,
            event_title=event,
            at=closure.at,
            voted=told(closure.turnout),
            entitled=closure.entitled,
            won=[words[closure.vote_id, number] or gone for number in from_data(closure.outcome).winners],
            address=url_for("voting.result", vote_id=closure.vote_id),
        )
        for step, event, closure in closed
    ]


CHAPTER = Chapter("votes", _l("Votes"), "voting/_chapter.html", 40, _read)
