"""Safety walks: people say where they feel safe and where not, on the town's own map."""

from __future__ import annotations

from flask import Flask

from participation.walks import maps


def init_app(app: Flask) -> None:
    """The town's map."""
    maps.init_app(app)
