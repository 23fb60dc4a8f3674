"""Stories: told in one's own words and placed by their teller; patterns are drawn, words are never ranked."""

from __future__ import annotations

from flask import Flask

from participation.events import activities
from participation.processes import chapters
from participation.stories import actions, queries, steps, words
from participation.stories.routes import bp
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kind of step `stories`."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(place_in_words=words.place_in_words, story_questions=queries.questions)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(steps.ACTIVITY)
        activities.register_eraser(actions.erase_answers)
        chapters.register_voices(queries.voices)
