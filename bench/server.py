"""Servers to measure: the shipped one (`flask serve`) on an instance folder of its own, and gunicorn for floors."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from participation.config import ROOT
from participation.serving import certificate

GUNICORN_SETTINGS = Path(certificate.__file__).with_name("gunicorn_conf.py")
UP_WITHIN = 30
"""Seconds that a server gets to answer for the first time, which a busy machine may need."""

_TICKS = os.sysconf("SC_CLK_TCK")
_OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class NotUp(RuntimeError):
    """A server did not come up; the message is what it logged."""


@dataclass(slots=True)
class Server:
    """A running server: where it listens, and its processes."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Its address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def worker(self) -> int:
        """The process that answers requests: of all its processes the one that has worked most."""
        return max(_family(self.process.pid), key=_cpu_ticks)

    def cpu(self) -> float:
        """Seconds of processor time that the answering process has used."""
        return _cpu_ticks(self.worker()) / _TICKS

    def memory(self) -> tuple[float, float]:
        """Megabytes that the answering process holds now, and the most it ever held."""
        found = {"VmRSS": 0.0, "VmHWM": 0.0}
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{self.worker()}/status").read_text().splitlines():
                name, _, value = line.partition(":")
                if name in found:
                    found[name] = int(value.split()[0]) / 1024
        return found["VmRSS"], found["VmHWM"]


def flask_command(instance: Path, *arguments: str, database: str = "") -> subprocess.CompletedProcess[str]:
    """Run `flask …` on an instance folder to its end; what it said is in `stdout` and `stderr`."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environ_of(instance, database), capture_output=True, text=True, check=False
    )


def environ_of(instance: Path, database: str = "") -> dict[str, str]:
    """The process's environment with the settings of a fresh installation in `instance`; `database` is an address."""
    ours = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PUBLIC_URL", "MEDIA_DIR"}
    }
    return ours | {"INSTANCE_DIR": str(instance), "DATABASE_URL": database}


def prepare(instance: Path, database: str = "") -> None:
    """Make an instance folder with an empty database, by the shipped command."""
    instance.mkdir(parents=True, exist_ok=True)
    made = flask_command(instance, "db", "upgrade", database=database)
    if made.returncode:
        raise NotUp(made.stderr)


@contextlib.contextmanager
def shipped(instance: Path) -> Iterator[Server]:
    """The shipped server on a free port of this machine, on a prepared instance folder."""
    port = _free_port()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with _running(command, port, environ_of(instance), instance / "server.log") as server:
        yield server


@contextlib.contextmanager
def gunicorn(target: str, folder: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    """One gevent worker with the shipped settings that serves `target` (`module:name`): a floor."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", str(GUNICORN_SETTINGS), "--workers", "1"]
    command += ["--bind", f"127.0.0.1:{port}", target]
    log = folder / f"{target.rpartition(':')[2]}.log"
    with _running(command, port, os.environ | dict(settings), log) as server:
        yield server


@contextlib.contextmanager
def _running(command: Sequence[str], port: int, environ: Mapping[str, str], log: Path) -> Iterator[Server]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
        server = Server(port, process)
        try:
            _wait_until_up(server, log)
            yield server
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_until_up(server: Server, log: Path) -> None:
    for _attempt in range(UP_WITHIN * 10):
        with contextlib.suppress(OSError):
            _OPEN.open(f"{server.url}/healthz", timeout=5).close()
            return
        # The pause between two questions, which ends at once when the server has given up.
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(0.1)
            break
    raise NotUp(f"The server did not come up:\n{log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    """A process and all that it started, as far as the system tells (Linux); elsewhere itself alone."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
    return found


def _cpu_ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
