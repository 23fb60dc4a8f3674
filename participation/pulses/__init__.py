"""Pulses: a few closed questions at check-in and check-out, voluntary, never about one person."""

from __future__ import annotations

from flask import Flask

from participation import jobs
from participation.events import activities
from participation.processes import chapters as evaluation
from participation.pulses import actions, chapters, rules, steps, words
from participation.pulses.routes import bp, inhabitants_bp
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kinds of step `check_in` and `check_out`, and the job that keeps only sums."""
    for blueprint in (bp, inhabitants_bp):
        app.register_blueprint(blueprint)
    refusals.register(words.REFUSALS)
    jobs.register(app, actions.JOB, actions.sum_up)
    with app.app_context():
        for activity in steps.ACTIVITIES:
            activities.register(activity)
        for chapter in (chapters.REACH, chapters.PULSES):
            evaluation.register(chapter)
    app.jinja_env.globals.update(
        pulse_about=words.ABOUT,
        pulse_asked_about=chapters.asked_about,
        pulse_inhabitants=chapters.inhabitants,
        pulse_names=words.NAMES,
        pulse_rules=rules,
    )
