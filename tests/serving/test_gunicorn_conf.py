"""gunicorn's settings: nothing personal in its log, and nothing of the product imported before gevent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from gunicorn.config import Config

from participation.serving import gunicorn_conf


@pytest.fixture
def log() -> gunicorn_conf.LoggerWithoutPeople:
    made = gunicorn_conf.LoggerWithoutPeople(Config())
    made.error_log.handlers.clear()  # pytest's own handler stands further up
    made.error_log.propagate = True
    return made


def test_a_request_that_cannot_be_read_is_logged_without_its_sender(
    log: gunicorn_conf.LoggerWithoutPeople, caplog: pytest.LogCaptureFixture
) -> None:
    log.warning("Invalid request from ip=192.168.7.20: Invalid Method 'GARBAGE'")
    written = caplog.text
    assert "could not be read" in written
    assert "192.168" not in written


def test_a_request_that_failed_is_logged_without_its_address(
    log: gunicorn_conf.LoggerWithoutPeople, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        raise RuntimeError("the cause")
    except RuntimeError:
        log.exception("Error handling request %s %s", "GET", "/account/a-secret-token")
    written = caplog.text
    assert "the cause" in written
    assert "token" not in written


def test_other_warnings_are_logged_as_they_are(
    log: gunicorn_conf.LoggerWithoutPeople, caplog: pytest.LogCaptureFixture
) -> None:
    log.warning("Worker graceful timeout (pid:%s)", 7)
    assert "Worker graceful timeout (pid:7)" in caplog.text


def test_reading_the_settings_imports_nothing_of_the_product() -> None:
    path = Path(gunicorn_conf.__file__)
    code = f"import runpy, sys; runpy.run_path({str(path)!r}); print([n for n in sys.modules if 'participation' in n])"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
