"""Hackathon: teams are formed, write on a shared canvas, hand in a solution, and pitch it."""

from __future__ import annotations

from flask import Flask

from participation.events import activities
from participation.teams import words
from participation.teams.canvas import routes as canvas_routes
from participation.teams.canvas import steps as canvas_steps
from participation.teams.forming import routes as forming_routes
from participation.teams.forming import steps as forming_steps
from participation.teams.pitches import routes as pitch_routes
from participation.teams.pitches import steps as pitch_steps
from participation.teams.solutions import routes as solution_routes
from participation.teams.solutions.actions import erase
from participation.web import refusals


def init_app(app: Flask) -> None:
    """The kinds of step `form_teams`, `team_work` and `pitches`."""
    for part in (forming_routes, canvas_routes, solution_routes, pitch_routes):
        app.register_blueprint(part.bp)
    refusals.register(words.REFUSALS)
    with app.app_context():
        activities.register(forming_steps.ACTIVITY)
        activities.register(canvas_steps.ACTIVITY)
        activities.register(pitch_steps.ACTIVITY)
        activities.register_eraser(erase)
