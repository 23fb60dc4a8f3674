"""The organiser's page of one picture of a walk."""

from __future__ import annotations

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.media import routes as media
from participation.media import rules as media_rules
from participation.walks.access import plans_it
from participation.walks.pictures import actions, queries, rules
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done, page
from participation.web.refusals import answers_on
from participation.web.words import SAVED

bp = Blueprint("walk_pictures", __name__, url_prefix="/e/<event_id>/walks/<walk_id>/pictures/<picture_id>")


@bp.get("")
@allow(plans_it)
def look(event_id: str, walk_id: str, picture_id: str) -> str:
    """One picture, to cover what must not be seen in it and say what it shows."""
    return page(
        "walks/pictures/look.html",
        event=g.event,
        step=g.step,
        photo=queries.of_step(walk_id, picture_id) or abort(404),
        rules=rules,
        longest=media_rules.TEXT,
    )


@bp.get("/shown.jpg")
@allow(plans_it)
def shown(event_id: str, walk_id: str, picture_id: str) -> ResponseReturnValue:
    """The picture as everybody sees it wherever its observation goes out."""
    photo = queries.of_step(walk_id, picture_id)
    return media.picture(photo.shown.id, small=False) if photo and photo.shown else abort(404)


@bp.post("")
@allow(plans_it)
@answers_on("walk_pictures.look")
def approve(event_id: str, walk_id: str, picture_id: str) -> ResponseReturnValue:
    """Let everybody see it, covered."""
    words = forms.text("words", limit=media_rules.TEXT, required=False)
    masked = request.form.getlist("masked")[: rules.COLUMNS * rules.ROWS]
    actions.approve(event_id, walk_id, picture_id, masked, words, by_id=current_user.id, now=clock.now())
    return done("walk_pictures.look", event_id=event_id, walk_id=walk_id, picture_id=picture_id, told=SAVED)


@bp.post("/back")
@allow(plans_it)
@answers_on("walk_pictures.look")
def take_back(event_id: str, walk_id: str, picture_id: str) -> ResponseReturnValue:
    """Let nobody else see it any more."""
    actions.take_back(event_id, walk_id, picture_id)
    return done("walk_pictures.look", event_id=event_id, walk_id=walk_id, picture_id=picture_id, told=SAVED)
