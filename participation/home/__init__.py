"""The pages that gather all rooms: start, process, desk, privacy, accessibility, help, health."""

from __future__ import annotations

from flask import Flask

from participation.home.routes import bp


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(bp)
