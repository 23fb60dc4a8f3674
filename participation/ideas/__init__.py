"""The idea board: ideas given alone, opened to all, supported, grouped."""

from __future__ import annotations

from flask import Flask

from participation.events import activities
from participation.ideas import grouping, steps, words
from participation.ideas.routes import bp
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kinds of step `ideas` and `grouping`."""
    app.register_blueprint(bp)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(steps.ACTIVITY)
        activities.register(grouping.ACTIVITY)
