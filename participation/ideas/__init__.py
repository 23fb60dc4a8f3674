"""The idea board: ideas given alone, opened to all, supported, grouped."""

from __future__ import annotations

from flask import Flask

from participation.events import activities
from participation.ideas import grouping, steps, words
from participation.ideas.choosing import milestones
from participation.ideas.choosing import routes as choosing_routes
from participation.ideas.choosing import steps as choosing
from participation.ideas.routes import bp
from participation.processes import line
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kinds of step `ideas`, `grouping` and `choose_theme`."""
    app.register_blueprint(bp)
    app.register_blueprint(choosing_routes.bp)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(steps.ACTIVITY)
        activities.register(grouping.ACTIVITY)
        activities.register(choosing.ACTIVITY)
        line.register(milestones.of_process)
