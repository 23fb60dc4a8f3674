"""One statement or question in the leader's hand: it can be merged with one that says the same, or hidden."""

from __future__ import annotations

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue

from participation import clock
from participation.dialogues import queries
from participation.events.access import acting, leader
from participation.events.contributions import actions as contributions
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on

bp = Blueprint("dialogues", __name__, url_prefix="/e/<event_id>/lead/dialogues/<contribution_id>")


@bp.get("")
@allow(leader)
def one(event_id: str, contribution_id: str) -> str:
    """One of them, and what it can be merged with."""
    item, others = queries.one(event_id, contribution_id) or abort(404)
    return page("dialogues/one.html", event=g.event, item=item, others=others)


@bp.post("/merge")
@allow(leader)
@answers_on("dialogues.one")
def merge(event_id: str, contribution_id: str) -> ResponseReturnValue:
    """It says the same as another one; both who wrote stand behind that."""
    contributions.merge(event_id, contribution_id, forms.text("into", limit=32), now=clock.now(), **acting())
    return done("room.lead", event_id=event_id)
