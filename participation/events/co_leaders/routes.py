"""Inviting co-leaders, coming by their link, and ending it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from participation import clock
from participation.events.access import organiser
from participation.events.co_leaders import actions, rules
from participation.events.co_leaders.queries import COOKIE
from participation.events.qr import inline, public_address
from participation.web import cookies, forms, throttle
from participation.web.access import allow, everyone
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import ENDED

bp = Blueprint("co_leaders", __name__)


@bp.post("/e/<event_id>/co-leaders")
@allow(organiser)
@answers_on("events.prepare")
def invite(event_id: str) -> ResponseReturnValue:
    """Make a single-use link and show it, once."""
    secret = actions.make_link(event_id, current_user.id, forms.text("once", limit=32), clock.now())
    address = public_address(f"/lead-along#{secret}")
    return page("events/co_leader_link.html", event=g.event, address=address, qr=inline(address, _("The link as QR")))


@bp.post("/e/<event_id>/co-leaders/<co_leader_id>/end")
@allow(organiser)
@answers_on("events.prepare")
def revoke(event_id: str, co_leader_id: str) -> ResponseReturnValue:
    """A link, or who came by it, no longer leads."""
    actions.revoke(event_id, co_leader_id, current_user.id, clock.now())
    return done("events.prepare", event_id=event_id, told=ENDED)


@bp.get("/lead-along")
@allow(everyone)
def link() -> str:
    """Where the link leads; its secret comes in the fragment, which no log sees."""
    return page("events/lead_along.html")


@bp.post("/lead-along")
@allow(everyone)
@answers_on("co_leaders.link")
def enter() -> ResponseReturnValue:
    """Lead along on this device."""
    throttle.spend(throttle.CODES_PER_ADDRESS, "co-leader", throttle.address())
    code = forms.text("code", limit=400).rpartition("#")[2]
    event_id, secret = actions.use_link(code, session.get("csrf_token", ""), clock.now())
    answer = redirect(url_for("room.lead", event_id=event_id), 303)
    cookies.keep(answer, COOKIE + event_id, secret, int(rules.LASTS.total_seconds()))
    return answer
