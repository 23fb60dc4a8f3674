"""Policies about proposals: who makes one, who works with one, who sees one entry before it is published."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.db import db
from participation.events import queries as events
from participation.events.models import Event
from participation.people.access import organiser_or_administrator, signed_in
from participation.processes import queries as processes
from participation.proposals import queries
from participation.proposals.models import Proposal


def _asked(name: str) -> str:
    assert request.view_args is not None
    return str(request.view_args[name])


def makes_proposals() -> ResponseReturnValue | None:
    """Who organises the event or its process; another event's organiser is a stranger. Puts `g.event`."""
    if (refused := organiser_or_administrator()) is not None:
        return refused
    event: Event = events.event(_asked("event_id")) or abort(404)
    g.event = event
    known = events.organisers(event.id) | processes.organisers(event.process_id)
    if current_user.id not in known and not current_user.is_administrator:
        abort(403)
    return None


def works_with_it() -> ResponseReturnValue | None:
    """Who has a part in the proposal of the address; puts `g.proposal` and `g.part` (what this person may do)."""
    if (refused := signed_in()) is not None:
        return refused
    number = int(_asked("number"))
    proposal: Proposal = db.session.get(Proposal, number) or abort(404)
    g.proposal, g.part = proposal, queries.part_of(proposal, current_user)
    if not g.part.any:
        abort(403)
    return None


def answers() -> ResponseReturnValue | None:
    """The person named to answer."""
    return _with_part("answers")


def does_steps() -> ResponseReturnValue | None:
    """Civil servants of the departments responsible."""
    return _with_part("does")


def answers_or_does() -> ResponseReturnValue | None:
    """Who answers, and who does what was promised."""
    return _with_part("answers", "does")


def takes_part() -> ResponseReturnValue | None:
    """Everybody with a part in it but those who are only asked to take it over."""
    return _with_part("organises", "answers", "does", "administers")


def receives() -> ResponseReturnValue | None:
    """Civil servants of the department that is asked to hold the thread."""
    return _with_part("receives")


def registers() -> ResponseReturnValue | None:
    """Who may write the registrar's record number: organisers, departments, administrators."""
    return _with_part("organises", "does", "administers")


def organises() -> ResponseReturnValue | None:
    """Organisers of the process or of the event."""
    return _with_part("organises")


def organises_or_administers() -> ResponseReturnValue | None:
    """The same, and administrators."""
    return _with_part("organises", "administers")


def _with_part(*parts: str) -> ResponseReturnValue | None:
    if (refused := works_with_it()) is not None:
        return refused
    if not any(getattr(g.part, part) for part in parts):
        abort(403)
    return None
