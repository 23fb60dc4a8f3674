"""Published pictures at addresses of their own: kept for a year, because an address never gets another picture."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from participation.media import actions, queries
from participation.web.access import allow, everyone

bp = Blueprint("media", __name__)


@bp.get("/media/<string(length=16):picture_id>.jpg")
@allow(everyone)
def large(picture_id: str) -> Response:
    """A published picture, at most 1,600 pixels wide or high."""
    return _public(picture_id, small=False)


@bp.get("/media/<string(length=16):picture_id>-small.jpg")
@allow(everyone)
def small(picture_id: str) -> Response:
    """The same, at most 480 pixels."""
    return _public(picture_id, small=True)


def _public(picture_id: str, *, small: bool) -> Response:
    if not queries.is_released(picture_id):
        abort(404)
    answer = picture(picture_id, small=small)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


def picture(picture_id: str, *, small: bool) -> Response:
    """The file of a picture whose row is known to exist; for rooms that show one before it is published."""
    path = actions.path_of(picture_id, small=small)
    if not path.is_file():
        abort(404)
    answer = Response(path.read_bytes(), mimetype="image/jpeg")
    answer.set_etag(picture_id)
    answer.make_conditional(request)
    return answer
