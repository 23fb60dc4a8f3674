"""Policies about walks: who prepares one, who takes part. They put the step in which people walk into `g.step`."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue

from participation.events.access import leader, organiser, participant
from participation.events.participants import queries as participants
from participation.walks import queries


def find() -> None:
    """Put the walk of the address into `g.step`."""
    assert request.view_args is not None
    g.step = queries.step(request.view_args["event_id"], request.view_args["walk_id"]) or abort(404)


def plans_it() -> ResponseReturnValue | None:
    """Who leads the event that the walk belongs to."""
    refused = organiser()
    if refused is None:
        find()
    return refused


def leads_it() -> ResponseReturnValue | None:
    """Who leads the room: an organiser or a co-leader."""
    refused = leader()
    if refused is None:
        find()
    return refused


def walks_it() -> ResponseReturnValue | None:
    """Who takes part in the event."""
    refused = participant()
    if refused is None:
        find()
    return refused


def knows_it() -> None:
    """Who has the walk's address; puts the participant of this device, if it is one, into `g.participant`."""
    find()
    secret = request.cookies.get(participants.COOKIE + g.step.event_id, "")
    g.participant = participants.by_secret(g.step.event_id, secret) if secret else None
