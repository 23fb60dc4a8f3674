"""Work outside of requests: rows that one worker at a time leases."""

from __future__ import annotations

from flask import Flask

from participation.jobs import worker
from participation.jobs.actions import Hopeless, Patience
from participation.jobs.worker import register, work

__all__ = ["Hopeless", "Patience", "init_app", "register", "work"]


def init_app(app: Flask) -> None:
    """Give the command line `flask work`."""
    app.cli.add_command(worker.work_command)
