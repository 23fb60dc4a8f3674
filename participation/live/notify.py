"""Several server processes on PostgreSQL tell each other what changed by LISTEN and NOTIFY."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import psycopg

from participation.db import db

CHANNEL = "traden_changed"

log = logging.getLogger(__name__)


class Notifier:
    """Hears what other processes changed, on a connection of its own, and tells them what changed here."""

    def __init__(self, database_url: str, on_change: Callable[[str | None], None]) -> None:
        """Listen at `database_url` (as SQLAlchemy writes it) once started, and call `on_change` with each topic.

        With None after a break, because nobody knows what was missed.
        """
        self._conninfo = database_url.replace("postgresql+psycopg://", "postgresql://")
        self._on_change = on_change
        self._started = False
        self._stopped = threading.Event()
        self._lock = threading.Lock()

    def tell(self, topic: str) -> None:
        """Tell every process, after the commit."""
        with db.engine.connect() as connection:
            connection.exec_driver_sql("select pg_notify(%s, %s)", (CHANNEL, topic))
            connection.commit()

    def start(self) -> None:
        """Begin to listen, once; called with the first listener."""
        with self._lock:
            if not self._started:
                self._started = True
                threading.Thread(target=self._listen, daemon=True, name="live-notify").start()

    def stop(self) -> None:
        """Listen no more, within a second."""
        self._stopped.set()

    def _listen(self) -> None:
        broken = False
        while not self._stopped.is_set():
            try:
                with psycopg.connect(self._conninfo, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    if broken:
                        self._on_change(None)
                    while not self._stopped.is_set():
                        for notice in connection.notifies(timeout=1):
                            self._on_change(notice.payload)
            except psycopg.Error as problem:
                log.warning("listening to the database stopped, trying again: %s", type(problem).__name__)
                broken = True
                self._stopped.wait(1)
