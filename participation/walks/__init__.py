"""Safety walks: people say where they feel safe and where not, on the town's own map."""

from __future__ import annotations

from flask import Flask

from participation.events import activities
from participation.walks import maps, steps, words
from participation.walks.planning import routes as planning
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kind of step `walk`, the page that prepares it, and the town's map."""
    maps.init_app(app)
    app.register_blueprint(planning.bp)
    app.jinja_env.globals["light_words"] = words.LIGHTS
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(steps.ACTIVITY)
