"""On SQLite another process of the machine changes something: who listens hears of it at once."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from flask import Flask

from participation.live import beside
from participation.live.beside import Slate
from participation.live.hub import Hub
from tests.live.test_live import KEY, Listener, Render, soon


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "changed"


def test_what_another_process_writes_is_news_once(path: Path) -> None:
    worker, server = Slate(path), Slate(path)
    assert server.news() == set()
    worker.write("one")
    worker.write("two")
    worker.write("one")
    assert server.news() == {"one", "two"}
    assert server.news() == set()
    assert Slate(path).news() == set(), "what was written before is no news"


def test_a_line_that_is_half_written_waits_for_its_end(path: Path) -> None:
    server = Slate(path)
    path.write_text("one\ntw")
    assert server.news() == {"one"}
    path.write_text("one\ntwo\n")
    assert server.news() == {"two"}


def test_a_file_that_was_begun_anew_means_that_anything_may_have_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "MOST", 100)
    worker, server = Slate(path), Slate(path)
    for _line in range(16):
        worker.write("event")
    assert server.news() == {"event"}
    for _line in range(2):
        worker.write("event")
    assert server.news() == {None}
    assert server.news() == set()
    assert path.stat().st_size <= 100


def test_a_listener_hears_of_a_change_by_the_worker_within_a_second(app: Flask, path: Path) -> None:
    server, worker, render = Hub(app, Slate(path)), Hub(app, Slate(path)), Render()
    listener = Listener(server.follow(KEY, render))
    assert soon(lambda: listener.has(b"first"))
    server.changed(KEY.topic)
    assert not path.exists(), "who listens needs no telling"
    began, render.text = time.monotonic(), "goodbye"
    worker.changed(KEY.topic)
    assert listener.gone()
    assert time.monotonic() - began < 5
    assert soon(lambda: not any(thread.name == "live" for thread in threading.enumerate()))
