"""Policies about protocols: who answers in one, who reads it before it is public."""

from __future__ import annotations

from flask import abort, g
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.events import queries as events
from participation.events import rules as event_rules
from participation.people.access import signed_in
from participation.people.models import Role
from participation.walks import access as walks
from participation.walks.protocol import queries
from participation.walks.protocol.rules import Editor


def _organises() -> bool:
    if not current_user.is_authenticated:
        return False
    return event_rules.may_lead(current_user.id, current_user.is_administrator, events.organisers(g.step.event_id))


def answers_it() -> ResponseReturnValue | None:
    """Who leads the event, and the departments with which one of its places lies. Puts the `Editor` into `g.editor`."""
    if (refused := signed_in()) is not None:
        return refused
    walks.find()
    g.event = g.step.event
    department_id = current_user.department_id if current_user.role == Role.CIVIL_SERVANT else None
    g.editor = Editor(current_user.id, department_id, _organises())
    if not g.editor.organises and not (department_id and queries.is_asked(g.step.id, department_id)):
        abort(403)
    return None


def reads_it() -> None:
    """Everybody once it is public; who answers in it before that too. Puts `g.event`."""
    walks.find()
    g.event = g.step.event
    if queries.released_at(g.step.id) is None and not _organises():
        abort(404)
