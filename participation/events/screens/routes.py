"""Showing the room on another screen: its code, the page where it is typed, and the end of it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, session, url_for
from flask.typing import ResponseReturnValue

from participation import clock, tokens
from participation.events.access import acting, leader
from participation.events.qr import public_address
from participation.events.screens import actions, queries, rules
from participation.events.screens.queries import COOKIE
from participation.web import cookies, forms, throttle
from participation.web.access import allow, everyone
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import ENDED

bp = Blueprint("screens", __name__)


@bp.get("/e/<event_id>/lead/screens")
@allow(leader)
def of_event(event_id: str) -> str:
    """Which other screens show this room, and a code for one more."""
    shown = queries.of_event(event_id, clock.now())
    return page("events/screens/of_event.html", event=g.event, screens=shown, once=tokens.new_id())


@bp.post("/e/<event_id>/lead/screens")
@allow(leader)
@answers_on("screens.of_event")
def make_code(event_id: str) -> ResponseReturnValue:
    """Make a single-use code and show it, once."""
    code = actions.make_code(event_id, forms.text("once", limit=32), now=clock.now(), **acting())
    address = public_address(url_for("screens.link"))
    return page("events/screens/code.html", event=g.event, address=address, code=code, shown=tokens.spaced_code(code))


@bp.post("/e/<event_id>/lead/screens/<screen_id>/end")
@allow(leader)
@answers_on("screens.of_event")
def end(event_id: str, screen_id: str) -> ResponseReturnValue:
    """A screen, or a code, no longer works."""
    actions.end(event_id, screen_id, now=clock.now(), **acting())
    return done("screens.of_event", event_id=event_id, told=ENDED)


@bp.get("/screen")
@allow(everyone)
def link() -> str:
    """Where the code is typed; from a link it comes in the fragment, which no log sees."""
    return page("events/screens/link.html")


@bp.post("/screen")
@allow(everyone)
@answers_on("screens.link")
def pair() -> ResponseReturnValue:
    """This browser becomes a screen."""
    throttle.spend(throttle.CODES_PER_ADDRESS, "screen", throttle.address())
    code = tokens.normal_code(forms.text("code", limit=400).rpartition("#")[2])
    event_id, secret = actions.pair(code, session.get("csrf_token", ""), clock.now())
    answer = redirect(url_for("room.screen", event_id=event_id), 303)
    cookies.keep(answer, COOKIE + event_id, secret, int(rules.LASTS.total_seconds()))
    return answer
