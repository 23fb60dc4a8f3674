"""How gunicorn runs: read by gunicorn itself, by path, before anything of the product is imported.

It must import nothing of `participation`: gevent replaces locks and sockets when a worker starts, and a module
imported before that would keep the old ones (a lock of the old kind does not hold between greenlets). For the
same reason the application is never preloaded.
"""

from __future__ import annotations

from gunicorn.glogging import Logger

worker_class = "gevent"
worker_connections = 4000
"""Open connections of one worker: 2,000 listeners and the requests beside them."""

preload_app = False
timeout = 60
"""Seconds in which a worker must show that it lives; a wait for SQLite stands still for at most 15 of them."""

graceful_timeout = 3
"""Seconds that requests get to end at shutdown. Open streams never end by themselves, so it is short."""

keepalive = 30
backlog = 2048
control_socket_disable = True

# Forwarded headers are believed by one place only, `TRUSTED_PROXIES` in `participation.web`.
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}

accesslog = None
errorlog = "-"
loglevel = "warning"


class LoggerWithoutPeople(Logger):
    """gunicorn's log without what could name a reader: no network address, and no page's (it may hold a token)."""

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log a warning; a request that could not be read is counted without its sender."""
        if str(msg).startswith("Invalid request from"):
            msg, args = "A request could not be read.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        """Log an exception with its traceback; a failed request is named by its method alone."""
        if str(msg).startswith("Error handling request"):
            msg, args = "A request failed in the server.", ()
        super().exception(msg, *args, **kwargs)


logger_class = LoggerWithoutPeople
