"""Safety walks: people say where they feel safe and where not, on the town's own map."""

from __future__ import annotations

from flask import Flask

from participation import clock, mail
from participation.events import activities
from participation.processes import line
from participation.proposals import opendata, placing
from participation.walks import maps, steps, words
from participation.walks.marking import actions as marking_actions
from participation.walks.marking import routes as marking
from participation.walks.marking import words as marking_words
from participation.walks.open311 import desk as open311_desk
from participation.walks.open311 import routes as open311
from participation.walks.open311 import words as open311_words
from participation.walks.pictures import actions as pictures_actions
from participation.walks.pictures import routes as pictures
from participation.walks.pictures import words as picture_words
from participation.walks.places import routes as places
from participation.walks.planning import routes as planning
from participation.walks.protocol import asking, letters, milestones
from participation.walks.protocol import routes as protocol
from participation.walks.protocol import words as protocol_words
from participation.walks.publishing import actions as publishing_actions
from participation.walks.publishing import desk as publishing_desk
from participation.walks.publishing import exports
from participation.walks.publishing import routes as publishing
from participation.walks.publishing import words as publishing_words
from participation.walks.town import Town
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kind of step `walk`, the pages of organisers and phones, and the town's map."""
    maps.init_app(app)
    app.register_blueprint(planning.bp)
    for room in (marking, pictures, places, protocol, publishing, publishing_desk, open311, open311_desk):
        app.register_blueprint(room.bp)
    app.jinja_env.filters["iso"] = clock.iso
    app.jinja_env.globals.update(
        light_words=words.LIGHTS,
        feeling_words=marking_words.FEELINGS,
        about_words=marking_words.ABOUT,
        place_columns=exports.COLUMNS,
    )
    app.jinja_env.globals.update(
        outcome_words=protocol_words.OUTCOMES,
        outcome_tones=protocol_words.TONES,
        tendency_words=protocol_words.TENDENCIES,
    )
    for part in (words, picture_words, protocol_words, publishing_words, open311_words):
        refusals.register(part.REFUSALS)
    mail.register(app, asking.KIND, letters.write)
    with app.app_context():
        activities.register_eraser(pictures_actions.erase_shown)
        activities.register_eraser(marking_actions.erase_facts)
        activities.register_eraser(publishing_actions.erase_places)
        placing.register(Town())
        opendata.register("walks/publishing/_data.html")
        line.register(milestones.of_process)
        activities.register_keeper("walks/_leaving.html")
        activities.register(steps.ACTIVITY)
