"""Participatory processes: what events and proposals belong to."""

from __future__ import annotations

from flask import Flask

from participation.people import duties
from participation.processes import words
from participation.processes.actions import LEADING
from participation.processes.line import routes as line_routes
from participation.processes.routes import bp


def init_app(app: Flask) -> None:
    """Staff's pages, the line of a process, and the duty of leading one."""
    app.register_blueprint(bp)
    app.register_blueprint(line_routes.bp)
    app.jinja_env.globals.update(milestone_words=words.MILESTONES, milestones_to_come=words.TO_COME)
    with app.app_context():
        duties.register(LEADING)
