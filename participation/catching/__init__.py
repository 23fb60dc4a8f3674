"""Catching a wish out in town: a youth worker writes it down in ten seconds, and who said it gets a way back."""

from __future__ import annotations

from flask import Flask

from participation.catching import queries, words
from participation.catching.routes import bp
from participation.events import activities
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The page, and what became of a wish that was passed on."""
    app.register_blueprint(bp)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register_carrier(queries.carried_on)
