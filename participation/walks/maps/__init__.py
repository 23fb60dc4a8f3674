"""The town's own map: made from open data, drawn small enough for a phone to keep."""

from __future__ import annotations

from flask import Flask

from participation.walks.maps.cli import group
from participation.walks.maps.routes import bp


def init_app(app: Flask) -> None:
    """The picture's address, and `flask map`."""
    app.register_blueprint(bp)
    app.cli.add_command(group)
