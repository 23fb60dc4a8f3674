"""Policies of the adult on duty: nobody else comes in, administrators and leaders neither."""

from __future__ import annotations

from flask import abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation.events.duty import queries
from participation.people.access import signed_in


def on_duty() -> ResponseReturnValue | None:
    """Who is the adult on duty of an event now."""
    if (refused := signed_in()) is not None:
        return refused
    if not queries.is_on_duty(current_user.id):
        abort(403)
    return None


def on_duty_for_alert() -> ResponseReturnValue | None:
    """The adult on duty of the event that an alert belongs to; puts the alert into `g.alarm`."""
    if (refused := signed_in()) is not None:
        return refused
    assert request.view_args is not None
    g.alarm = queries.alarm(str(request.view_args["alert_id"]), current_user.id)
    if g.alarm is None:
        abort(403)
    return None
