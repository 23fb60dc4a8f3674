"""Participatory processes: what events and proposals belong to."""

from __future__ import annotations

from flask import Flask

from participation.people import duties
from participation.processes.actions import LEADING
from participation.processes.routes import bp


def init_app(app: Flask) -> None:
    """Staff's pages, and the duty of leading a process."""
    app.register_blueprint(bp)
    with app.app_context():
        duties.register(LEADING)
