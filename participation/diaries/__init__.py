"""Diaries: photographs and words about one's surroundings over days, read first by who wrote them."""

from __future__ import annotations

from flask import Flask

from participation.diaries import actions, steps, words
from participation.diaries.routes import bp
from participation.events import activities
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kind of step `diary`."""
    app.register_blueprint(bp)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(steps.ACTIVITY)
        activities.register_eraser(actions.erase_facts)
