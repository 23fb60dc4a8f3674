"""Pulses: a few closed questions at check-in and check-out, voluntary, never about one person."""

from __future__ import annotations

from flask import Flask

from participation import jobs
from participation.events import activities
from participation.pulses import actions, rules, steps, words
from participation.pulses.routes import bp
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kinds of step `check_in` and `check_out`, and the job that keeps only sums."""
    app.register_blueprint(bp)
    refusals.register(words.REFUSALS)
    jobs.register(app, actions.JOB, actions.sum_up)
    with app.app_context():
        for activity in steps.ACTIVITIES:
            activities.register(activity)
    app.jinja_env.globals.update(pulse_names=words.NAMES, pulse_rules=rules)
