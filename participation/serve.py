"""The real server: gunicorn with gevent for requests and streams, and `flask work` beside it.

This process only watches over the two. It binds the port itself, so that a taken port is said at once and port 0
gives a free one, and hands the open socket to gunicorn. gunicorn is a process of its own because gevent has to
replace locks and sockets before the application is imported, and here it is imported already.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from participation.config import ROOT, SettingError
from participation.serving import certificate

OPEN_FILES = 16384
"""File descriptors a worker may have: one for each open stream, and the database's."""

PATIENCE = 8.0
"""Seconds that a child gets to end before it is killed: gunicorn's three for open requests, and some."""

Welcome = Callable[[str, str | None], None]
"""Prints the welcome: the address on this machine, and the one in the local network when others can reach it."""


def serve(host: str, port: int, *, config: Mapping[str, Any], welcome: Welcome, https: bool = False) -> int:
    """Serve until SIGTERM or SIGINT, or until gunicorn gives up; returns the exit code.

    `config` is the application's (`DATABASE_URL`, `INSTANCE_DIR`, `WORKERS`). Port 0 takes a free one. With
    `https` a self-signed certificate is made in the instance folder. Raises `SettingError` for settings that
    cannot work together. The children stay in this process's group: killing the group kills everything.
    """
    workers = int(config["WORKERS"])
    if workers > 1 and not str(config["DATABASE_URL"]).startswith("postgresql"):
        raise SettingError("WORKERS: SQLite takes one server process; several need PostgreSQL in DATABASE_URL")
    try:
        listener = _listen(host, port)
    except OSError as problem:
        print(_why_not(problem, host, port), file=sys.stderr)
        return 1
    with listener:
        network = network_address() if host in {"0.0.0.0", "::", ""} else None  # noqa: S104
        _greet(welcome, listener.getsockname()[1], host, network, https)
        command = _gunicorn(listener.fileno(), workers)
        if https:
            own = certificate.ensure(Path(config["INSTANCE_DIR"]), _names(host, network))
            command += ["--certfile", str(own.chain), "--keyfile", str(own.key)]
        _allow_open_files()
        return _watch(
            Child([*command, "wsgi:app"], keep=(listener.fileno(),)),
            Child([sys.executable, "-m", "flask", "--app", "wsgi", "work"]),
        )


def network_address() -> str | None:
    """This machine's address in the local network, or None without one. Nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # An address set aside for documentation: the system only chooses the interface it would use.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


def _why_not(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop it, or choose another port: make run PORT={port + 1}"
    if problem.errno == errno.EACCES:
        return f"Port {port} is reserved by the system. Choose one above 1023: make run PORT=8000"
    return f"The server cannot listen on {host}, port {port}: {problem.strerror or problem}"


def _greet(welcome: Welcome, port: int, host: str, network: str | None, https: bool) -> None:
    scheme = "https" if https else "http"
    everywhere = host in {"0.0.0.0", "::", ""}  # noqa: S104
    here = "localhost" if everywhere else f"[{host}]" if ":" in host else host
    welcome(f"{scheme}://{here}:{port}", f"{scheme}://{network}:{port}" if network else None)
    sys.stdout.flush()


def _names(host: str, network: str | None) -> set[str]:
    return {"localhost", "127.0.0.1"} | ({network} if network else {host} - {"0.0.0.0", "::", ""})  # noqa: S104


def _gunicorn(descriptor: int, workers: int) -> list[str]:
    settings = Path(certificate.__file__).with_name("gunicorn_conf.py")
    return [
        *(sys.executable, "-m", "gunicorn"),
        *("--config", str(settings)),
        *("--bind", f"fd://{descriptor}"),
        *("--workers", str(workers)),
    ]


def _allow_open_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@dataclass(slots=True)
class Child:
    """A process that is started from here: its command, the descriptors it inherits, when it may start again."""

    command: Sequence[str]
    keep: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = field(default=1.0)

    def start(self) -> None:
        """Start the process in the checkout."""
        self.started = time.monotonic()
        environ = os.environ | {"PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(self.command, cwd=ROOT, pass_fds=self.keep, env=environ)  # noqa: S603

    def ended(self) -> int | None:
        """The exit code when it has ended, else None."""
        return self.process.poll() if self.process else None

    def restart_when_ended(self) -> None:
        """Start it again when it died: after a second, and after twice as long each time it dies at once."""
        if self.ended() is None:
            return
        lived = time.monotonic() - self.started
        if lived < self.pause:
            return
        self.pause = 1.0 if lived > 60 else min(self.pause * 2, 60.0)
        self.start()

    def stop(self) -> None:
        """Ask it to end; it may have ended already."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end until the monotonic time `until`, then kill it."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _watch(server: Child, worker: Child) -> int:
    """Run both until a signal comes or the server ends; a worker that dies is started again."""
    asked = threading.Event()
    before = {number: signal.signal(number, lambda *_: asked.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        server.start()
        worker.start()
        while not asked.wait(0.5) and server.ended() is None:
            worker.restart_when_ended()
        gave_up = server.ended()
    finally:
        for child in (server, worker):
            child.stop()
        until = time.monotonic() + PATIENCE
        for child in (server, worker):
            child.wait(until)
        for number, handler in before.items():
            signal.signal(number, handler)
    return gave_up or 0
