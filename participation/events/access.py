"""Policies about events: who leads one, who takes part, who may come back to what they gave."""

from __future__ import annotations

from typing import TypedDict

from flask import abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.db import db
from participation.events import queries, rules
from participation.events.co_leaders import queries as co_leaders
from participation.events.models import Event
from participation.events.participants import queries as participants
from participation.events.participants.models import Participant
from participation.events.screens import queries as screens
from participation.people.access import organiser_or_administrator
from participation.refusal import Refusal

WAY_BACK = "way_back"
"""In the session: ids of participants by event, for who came by the private way back."""


def _event_id() -> str:
    assert request.view_args is not None
    return str(request.view_args["event_id"])


def _event() -> Event:
    event: Event = queries.event(_event_id()) or abort(404)
    return event


def anyone_at_event() -> None:
    """Anybody who has the event's address; puts the event into `g.event`."""
    g.event = _event()


def organiser() -> ResponseReturnValue | None:
    """Who leads the event; another event's organiser is a stranger. Puts the event into `g.event`."""
    if (refused := organiser_or_administrator()) is not None:
        return refused
    g.event = _event()
    if not rules.may_lead(current_user.id, current_user.is_administrator, queries.organisers(g.event.id)):
        abort(403)
    return None


def leader() -> ResponseReturnValue | None:
    """Who leads the room: an organiser of the event, or a co-leader on the device that was let in.

    Puts the event into `g.event` and the co-leader, if it is one, into `g.co_leader`.
    """
    g.co_leader = None
    event_id = _event_id()
    secret = request.cookies.get(co_leaders.COOKIE + event_id, "")
    if secret and not _organises(event_id):
        g.co_leader = co_leaders.by_secret(event_id, secret, clock.now())
    if g.co_leader is None:
        return organiser()
    g.event = _event()
    return None


def screen_or_leader() -> ResponseReturnValue | None:
    """Who shows the room: a leader, or a computer that was let in as a screen.

    Puts the event into `g.event` and the screen, if it is one, into `g.screen`.
    """
    g.screen = None
    event_id = _event_id()
    secret = request.cookies.get(screens.COOKIE + event_id, "")
    if secret and not _organises(event_id):
        g.screen = screens.by_secret(event_id, secret, clock.now())
        if g.screen is None and co_leaders.COOKIE + event_id not in request.cookies:
            raise Refusal("screen_ended", status=403 if request.method == "POST" else 410)
    if g.screen is None:
        return leader()
    g.event = _event()
    return None


class Acting(TypedDict):
    """Who does something in the room, as actions take it."""

    by_id: str
    co_leader_id: str | None


def acting() -> Acting:
    """Who acts in this request: staff, or a co-leader or a screen with the organiser who answers for them."""
    if (shown := g.get("screen")) is not None:
        return {"by_id": shown.made_by_id, "co_leader_id": shown.co_leader_id}
    if (found := g.get("co_leader")) is not None:
        return {"by_id": found.made_by_id, "co_leader_id": found.id}
    return {"by_id": current_user.id, "co_leader_id": None}


def _organises(event_id: str) -> bool:
    if not current_user.is_authenticated:
        return False
    return rules.may_lead(current_user.id, current_user.is_administrator, queries.organisers(event_id))


def participant() -> ResponseReturnValue | None:
    """Who has joined the event on this device.

    Puts `g.participant` and `g.device_secret`; reading the event is left to who needs it, because votes come this way.
    """
    event_id = _event_id()
    secret = request.cookies.get(participants.COOKIE + event_id, "")
    found = participants.by_secret(event_id, secret) if secret else None
    if found is None:
        return _stranger(event_id)
    g.participant, g.device_secret = found, secret
    return None


def participant_or_way_back() -> ResponseReturnValue | None:
    """Who has joined on this device, or came by the private way back; puts `g.participant`."""
    event_id = _event_id()
    came_back = session.get(WAY_BACK, {}).get(event_id)
    if came_back is not None:
        g.participant = db.session.get(Participant, came_back) or abort(404)
        return None
    return participant()


def _stranger(event_id: str) -> ResponseReturnValue:
    event: Event = queries.event(event_id) or abort(404)
    if request.method == "GET":
        return redirect(url_for("participants.join_page", code=event.join_code), 303)
    raise Refusal("not_joined", status=403)
