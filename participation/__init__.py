"""Tråden: what young people say, and what came of it.

`create_app` is the only place where everything meets: rooms know the rooms below them and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask

from participation import (
    cards,
    catching,
    cli,
    config,
    db,
    dialogues,
    diaries,
    evaluation,
    events,
    home,
    ideas,
    jobs,
    live,
    mail,
    media,
    people,
    processes,
    proposals,
    pulses,
    stories,
    teams,
    voting,
    walks,
    web,
)


class Application(Flask):
    """Flask without its preparations for asynchronous views: there are none here, and each request asked often."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """Build the application from settings in `environ` (the process's environment when none is given).

    Raises `config.SettingError` when a setting cannot be used.
    """
    settings = config.load(environ)
    app = Application(
        "participation",
        root_path=str(config.ROOT),
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,
        instance_path=settings["INSTANCE_DIR"],
    )
    app.static_folder = str(config.ROOT / "static")
    app.config.from_mapping(settings)
    activities = (ideas, cards, pulses, dialogues, stories, diaries, teams, voting, walks)
    lower = (db, web, live, media, jobs, mail, people, processes, events, proposals)
    for room in (*lower, *activities, catching, evaluation, home, cli):
        room.init_app(app)
    return app
