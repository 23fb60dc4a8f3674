"""Dialogues: statements that people agree with or not, questions to decision makers, and what a conversation says."""

from __future__ import annotations

from flask import Flask

from participation.dialogues import cli


def init_app(app: Flask) -> None:
    """The command `flask analyse`."""
    app.cli.add_command(cli.analyse)
