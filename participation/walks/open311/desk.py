"""The administrator's page about other systems: their keys, and what they sent that nobody has looked at."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock, tokens
from participation.events.qr import public_address
from participation.people.access import administrator
from participation.walks.open311 import actions, queries, rules
from participation.walks.publishing import actions as publishing
from participation.walks.publishing import queries as places
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("open311_desk", __name__, url_prefix="/staff/open311")


@bp.get("")
@allow(administrator)
def show() -> str:
    """Keys, and what waits."""
    return page(
        "walks/open311/desk.html",
        keys=queries.keys(),
        waiting=places.waiting(),
        names=queries.names(),
        once=tokens.new_id(),
        rules=rules,
        address=public_address(url_for("open311.discovery", written_as="json")),
    )


@bp.post("/keys")
@allow(administrator)
@answers_on("open311_desk.show")
def make_key() -> ResponseReturnValue:
    """Give a system a key, which is shown only now."""
    name, once = forms.text("name", limit=rules.LONGEST_KEY_NAME), forms.text("once", limit=32)
    secret = actions.make_key(name, once=once, by_id=current_user.id, now=clock.now())
    return page("walks/open311/key.html", name=name, secret=secret)


@bp.post("/keys/<key_id>/revoke")
@allow(administrator)
@answers_on("open311_desk.show")
def revoke_key(key_id: str) -> ResponseReturnValue:
    """Let a key work no longer."""
    actions.revoke_key(key_id, by_id=current_user.id, now=clock.now())
    return done("open311_desk.show", told=SAVED)


@bp.post("/places/<public_id>/approve")
@allow(administrator)
@answers_on("open311_desk.show")
def approve(public_id: str) -> ResponseReturnValue:
    """Let go out what a system sent."""
    publishing.approve(public_id, by_id=current_user.id, now=clock.now())
    return done("open311_desk.show", told=SAVED)


@bp.post("/places/<public_id>/decline")
@allow(administrator)
@answers_on("open311_desk.show")
def decline(public_id: str) -> ResponseReturnValue:
    """Do not take it up."""
    publishing.take_down(public_id, by_id=current_user.id, now=clock.now())
    return done("open311_desk.show", told=SAVED)
