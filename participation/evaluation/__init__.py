"""The evaluation of a process: what all rooms tell of it, and what its organisers learned. Page, print, data."""

from __future__ import annotations

from flask import Flask

from participation.evaluation.routes import bp


def init_app(app: Flask) -> None:
    """The page, and the organisers' form."""
    app.register_blueprint(bp)
