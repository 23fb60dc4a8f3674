"""The cookies that this site sets of its own: read by the server alone, and sent along by links from elsewhere."""

from __future__ import annotations

from flask import current_app
from werkzeug.wrappers import Response


def keep(answer: Response, name: str, value: str, seconds: int) -> None:
    """Have the device keep a value for so many seconds; over https only, where the site is reached by it."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)
