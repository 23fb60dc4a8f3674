"""Safety walks: people say where they feel safe and where not, on the town's own map."""

from __future__ import annotations

from flask import Flask

from participation.events import activities
from participation.walks import maps, steps, words
from participation.walks.marking import actions as marking_actions
from participation.walks.marking import routes as marking
from participation.walks.marking import words as marking_words
from participation.walks.places import routes as places
from participation.walks.planning import routes as planning
from participation.walks.protocol import routes as protocol
from participation.walks.protocol import words as protocol_words
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kind of step `walk`, the pages of organisers and phones, and the town's map."""
    maps.init_app(app)
    app.register_blueprint(planning.bp)
    app.register_blueprint(marking.bp)
    app.register_blueprint(places.bp)
    app.register_blueprint(protocol.bp)
    app.jinja_env.globals.update(
        light_words=words.LIGHTS, feeling_words=marking_words.FEELINGS, about_words=marking_words.ABOUT
    )
    app.jinja_env.globals.update(
        outcome_words=protocol_words.OUTCOMES,
        outcome_tones=protocol_words.TONES,
        tendency_words=protocol_words.TENDENCIES,
    )
    refusals.register(words.REFUSALS)
    refusals.register(protocol_words.REFUSALS)
    with app.app_context():
        activities.register_eraser(marking_actions.erase_facts)
        activities.register_keeper("walks/_leaving.html")
        activities.register(steps.ACTIVITY)
