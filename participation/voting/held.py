"""Closed votes as their process tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select

from participation.db import db
from participation.events.models import Event, Step
from participation.events.rehearsals.queries import is_real
from participation.voting.counting.outcome import from_data
from participation.voting.models import Vote, VoteClosure


@dataclass(frozen=True, slots=True)
class Held:
    """A vote that was closed, in its step and event."""

    vote: Vote
    closure: VoteClosure
    step_title: str
    event_title: str

    @property
    def won(self) -> list[str]:
        """The words of what won, in order. What was withdrawn, hidden or erased since is left out."""
        words = {entry.number: entry.words for entry in self.vote.entries}
        return [words[number] for number in from_data(self.closure.outcome).winners if words[number]]

    @property
    def address(self) -> str:
        """The page of its result."""
        return url_for("voting.result", vote_id=self.vote.id)


def in_process(process_id: str) -> list[Held]:
    """Oldest first; as many queries for one as for many."""
    wanted = (
        select(Vote, VoteClosure, Step.title, Event.title)
        .join(VoteClosure, VoteClosure.vote_id == Vote.id)
        .join(Step, Step.id == Vote.step_id)
        .join(Event, Event.id == Vote.event_id)
        .where(Event.process_id == process_id, is_real())
        .order_by(VoteClosure.at)
    )
    return [Held(*row) for row in db.session.execute(wanted)]
