"""One change feed: `changed(topic)` says that something changed, `stream(...)` lets a page follow it.

What listeners are sent is rendered once for each audience and language, however many listen. Nothing personal is
ever in it. SQLite means one server process, which hears of others on the machine by a file; on PostgreSQL the processes
tell each other by NOTIFY.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, current_app, request
from flask_babel import get_locale

from participation import db
from participation.live.beside import Slate
from participation.live.hub import Hub, Key
from participation.live.notify import Notifier


def init_app(app: Flask) -> None:
    """One hub for this process; a notifier when there may be several processes."""
    if app.config["DATABASE_URL"].startswith("postgresql"):
        hub = Hub(app)
        app.extensions["live-notifier"] = Notifier(app.config["DATABASE_URL"], hub.wake)
    else:
        hub = Hub(app, Slate(Path(app.config["INSTANCE_DIR"]) / "changed"))
    app.extensions["live"] = hub


def changed(topic: str) -> None:
    """Say, after the commit, that something about `topic` (an event's id) changed."""
    hub: Hub = current_app.extensions["live"]
    hub.changed(topic)
    notifier: Notifier | None = current_app.extensions.get("live-notifier")
    if notifier is not None:
        notifier.tell(topic)


def stream(topic: str, audience: str, render: Callable[[], str]) -> Response:
    """A stream of server-sent events for one listener: what `render` gives, now and after each change.

    Holds no database session while it waits.
    """
    hub: Hub = current_app.extensions["live"]
    notifier: Notifier | None = current_app.extensions.get("live-notifier")
    if notifier is not None:
        notifier.start()
    key = Key(topic, audience, str(get_locale()), request.url_root)
    db.db.session.remove()
    response = Response(hub.follow(key, render), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response
