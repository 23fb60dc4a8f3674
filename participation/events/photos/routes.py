"""An event's photographs, for who leads it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from participation import clock
from participation.events.access import organiser
from participation.events.photos import actions, queries, rules
from participation.media import rules as pictures
from participation.media.actions import read_picture
from participation.media.routes import picture
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import done
from participation.web.refusals import answers_on
from participation.web.words import ADDED, REMOVED, SAVED

bp = Blueprint("photos", __name__, url_prefix="/e/<event_id>/photos")


@bp.post("")
@allow(organiser)
@answers_on("afterwards.report")
def add(event_id: str) -> ResponseReturnValue:
    """Add a photograph to the report."""
    file = request.files.get("picture")
    once = forms.text("once", limit=32)
    text = forms.text("text", limit=pictures.TEXT, required=False)
    rules.check_photo(sent=bool(file and file.filename), text=text, consent=forms.flag("consent"))
    assert file is not None
    actions.add(event_id, read_picture(file), text, once=once, by_id=current_user.id, now=clock.now())
    return done("afterwards.report", event_id=event_id, _anchor="photos", told=ADDED)


@bp.post("/<photo_id>/poster")
@allow(organiser)
@answers_on("afterwards.report")
def choose(event_id: str, photo_id: str) -> ResponseReturnValue:
    """Whether it is on the poster (`on=1`)."""
    actions.choose(event_id, photo_id, clock.now() if forms.choice("on", ("0", "1")) == "1" else None)
    return done("afterwards.report", event_id=event_id, _anchor="photos", told=SAVED)


@bp.post("/<photo_id>/remove")
@allow(organiser)
@answers_on("afterwards.report")
def remove(event_id: str, photo_id: str) -> ResponseReturnValue:
    """Take it away for good."""
    actions.remove(event_id, photo_id)
    return done("afterwards.report", event_id=event_id, _anchor="photos", told=REMOVED)


@bp.get("/<photo_id>.jpg")
@allow(organiser)
def show(event_id: str, photo_id: str) -> Response:
    """The photograph."""
    photo = queries.one(event_id, photo_id) or abort(404)
    answer = picture(photo.picture_id, small=False)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
