"""The real server: it says what is wrong before it starts, and it ends when it is asked to."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from participation import serve
from participation.config import SettingError

SQLITE = {"DATABASE_URL": "sqlite:///traden.sqlite", "WORKERS": 1}


def no_welcome(here: str, network: str | None) -> None:
    raise AssertionError(f"nothing to welcome to: {here} {network}")


def test_a_taken_port_is_said_and_another_is_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert serve.serve("127.0.0.1", port, config=SQLITE, welcome=no_welcome) == 1
    assert f"PORT={port + 1}" in capsys.readouterr().err


def test_an_address_that_is_not_ours_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.serve("192.0.2.1", 0, config=SQLITE, welcome=no_welcome) == 1
    assert "cannot listen on 192.0.2.1" in capsys.readouterr().err


def test_several_processes_need_postgresql() -> None:
    with pytest.raises(SettingError, match="WORKERS"):
        serve.serve("127.0.0.1", 0, config=SQLITE | {"WORKERS": 2}, welcome=no_welcome)


def test_the_network_address_is_one_that_others_can_reach() -> None:
    address = serve.network_address()
    assert address is None or not address.startswith("127.")


def test_the_server_may_open_a_file_for_every_stream() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, before[1]), before[1]))
        serve._allow_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(serve.OPEN_FILES, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def _python(code: str) -> serve.Child:
    return serve.Child([sys.executable, "-c", code])


def test_when_the_server_gives_up_its_exit_code_is_ours_and_the_worker_is_stopped() -> None:
    worker = _python("import signal; signal.pause()")
    assert serve._watch(_python("raise SystemExit(3)"), worker) == 3
    assert worker.ended() == -signal.SIGTERM


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both_and_is_no_failure(asked: signal.Signals, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    server = _python(f"import signal; open({str(ready)!r}, 'w').close(); signal.pause()")
    worker = _python("import signal; signal.pause()")

    def ask() -> None:
        ready.read_bytes()  # returns when the server has come up
        os.kill(os.getpid(), asked)

    asking = threading.Thread(target=ask)
    asking.start()
    assert serve._watch(server, worker) == 0
    asking.join()
    assert (server.ended(), worker.ended()) == (-signal.SIGTERM, -signal.SIGTERM)


def test_a_worker_that_dies_is_started_again_after_a_pause() -> None:
    worker = _python("pass")
    worker.start()
    first = worker.process
    assert first is not None
    first.wait()
    worker.restart_when_ended()
    assert worker.process is first, "not at once: it died at once"
    worker.started -= 2
    worker.restart_when_ended()
    assert worker.process is not first
    assert worker.pause == 2
    worker.wait(float("inf"))


def test_a_child_that_does_not_listen_is_killed() -> None:
    deaf = _python("import signal; signal.signal(15, signal.SIG_IGN); print('up', flush=True); signal.pause()")
    deaf.process = subprocess.Popen(deaf.command, stdout=subprocess.PIPE)
    assert deaf.process.stdout is not None
    with deaf.process.stdout as out:
        assert out.read(2) == b"up"
    deaf.stop()
    deaf.wait(0)
    assert deaf.ended() == -signal.SIGKILL
