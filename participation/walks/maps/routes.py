"""A map's picture at an address of its own: kept for a year, because an address never gets another picture."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from participation.walks.maps import queries
from participation.web.access import allow, everyone

bp = Blueprint("maps", __name__)


@bp.get("/maps/<string(length=16):map_id>.svg")
@allow(everyone)
def picture(map_id: str) -> Response:
    """The map as SVG. It runs nothing: the content policy of every answer holds for it too."""
    answer = Response(queries.picture(map_id) or abort(404), mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
