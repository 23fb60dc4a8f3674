"""Staff: accounts, roles, departments, signing in."""

from __future__ import annotations

import datetime as dt

from flask import Flask, Response, session
from flask_login import LoginManager

from participation import clock
from participation.people import cli, queries, rules, words
from participation.people.models import Staff
from participation.people.routes import bp
from participation.web import refusals


class _SignIn(LoginManager):
    """Flask-Login without its cookie that remembers, which would look into the session of every request."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


def init_app(app: Flask) -> None:
    """Signing in by Flask-Login, the desk's pages, and `flask create-staff`."""
    manager = _SignIn(app)
    manager.session_protection = None  # it would hash address and browser of the reader

    @manager.user_loader
    def _load(value: str) -> Staff | None:
        since = session.get("signed_in_at")
        if not since or not rules.session_is_fresh(dt.datetime.fromisoformat(since), clock.now()):
            return None
        return queries.by_session(value)

    app.register_blueprint(bp)
    app.cli.add_command(cli.create_staff)
    app.jinja_env.globals["role_words"] = words.ROLES
    refusals.register(words.REFUSALS)
