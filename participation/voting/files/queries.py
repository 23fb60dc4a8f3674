"""Reads about entries that came from a file, and the published ballots as other programs read them."""

from __future__ import annotations

import json

from sqlalchemy import select

from participation.db import db
from participation.events.activities import Offer
from participation.events.contributions import queries as contributions
from participation.events.models import Step
from participation.voting.counting import METHODS
from participation.voting.counting.outcome import collapse
from participation.voting.files.elections import unlike
from participation.voting.interchange.election import Election
from participation.voting.models import Vote


def offers(event_id: str) -> list[Offer]:
    """What leaders took in from files in an event's votes, oldest first."""
    steps = db.session.scalars(select(Step.id).where(Step.event_id == event_id, Step.kind == "vote"))
    given = [entry for step_id in steps for entry in contributions.of_step(step_id, None)]
    found = [Offer((entry.id,), entry.text, None, entry.support, entry.said_at) for entry in given]
    return sorted(found, key=lambda offer: offer.said_at)


def published(vote: Vote, title: str) -> Election | None:
    """A closed vote with its ballots; None when they are not published one kind at a time."""
    assert vote.closure is not None
    ballots = json.loads(vote.closure.record)["ballots"]
    if ballots is None:
        return None
    names = unlike([entry.words.partition("\n")[0] for entry in vote.entries])
    return Election(
        names=names,
        shape=METHODS[vote.method].SHAPE,
        ballots=collapse((choice, times) for choice, times in ballots),
        title=title,
        costs=vote.paper.costs if vote.budget else (),
        budget=vote.budget,
    )
