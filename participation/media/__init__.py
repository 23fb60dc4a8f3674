"""Uploaded pictures: bounded, made anew, stored, shown once published."""

from __future__ import annotations

from flask import Flask

from participation.media import words
from participation.media.routes import bp
from participation.web import refusals


def init_app(app: Flask) -> None:
    """Serve published pictures."""
    app.register_blueprint(bp)
    refusals.register(words.REFUSALS)
