"""Letters: what a room has to tell somebody by e-mail, written when it is sent and handed over by `flask work`."""

from __future__ import annotations

from flask import Flask

from participation import jobs
from participation.mail import actions
from participation.mail.actions import PATIENCE, Attachment, Letter, hand_over, post, register

__all__ = ["PATIENCE", "Attachment", "Letter", "hand_over", "init_app", "post", "register"]


def init_app(app: Flask) -> None:
    """The kind of work `mail`."""
    jobs.register(app, actions.JOB, actions.deliver, actions.PATIENCE)
