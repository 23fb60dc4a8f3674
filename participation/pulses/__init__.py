"""Pulses: quick rounds with one tap, voluntary, told as drawn bars and never about one person."""

from __future__ import annotations

from flask import Flask

from participation.events import activities
from participation.pulses import steps, words
from participation.pulses.routes import bp
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kind of step `check_in`."""
    app.register_blueprint(bp)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(steps.CHECK_IN)
