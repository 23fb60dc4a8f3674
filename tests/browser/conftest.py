"""A real server, a real browser, and what tests ask of a page: no violations of accessibility, few bytes."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from participation import create_app, demo
from participation.config import ROOT
from participation.db import db
from tests.conftest import CI, environ_for

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

MEANT = ("Failed to load resource", "htmx: htmx:error: Failed to fetch")
SMALL = {"width": 360, "height": 740}
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": SMALL, "has_touch": True, "is_mobile": True, "device_scale_factor": 2},
    "laptop": {"viewport": {"width": 1280, "height": 800}},
    "projector": {"viewport": {"width": 1024, "height": 768}},
    "dark": {"viewport": SMALL, "color_scheme": "dark"},
}
"""What people look at: a small phone, a laptop, an old projector, a phone in its dark theme."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its settings, its process, and an application on the same database.

    Tests arrange with `app` (`with server.app.app_context(): …` and the rooms' actions) and look with the browser.
    """

    url: str
    environ: dict[str, str]
    app: Flask
    process: subprocess.Popen[bytes]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the server answers; it has thirty seconds, which a busy machine may need."""
    for _attempt in range(150):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
            return
        # The pause between two questions, which ends at once when the server has given up.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
            break
    pytest.fail(f"The server did not come up:\n{log.read_text()}")


@contextlib.contextmanager
def serving(environ: dict[str, str], log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The shipped server (`flask serve`) on a free port of this machine, ended by SIGTERM; yields its address."""
    port = _free_port()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Server]:
    """One server for the run, on SQLite, with an empty town until a test fills it."""
    instance = tmp_path_factory.mktemp("browser") / "instance"
    instance.mkdir()
    shutil.copyfile(sqlite_template, instance / sqlite_template.name)
    environ = environ_for(instance)
    app = create_app(environ)
    with serving(environ, instance / "server.log") as (url, process):
        yield Server(url, environ, app, process)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def open_event(server: Server) -> str:
    """The demonstration town on `server`: the join code of its event that is going on."""
    with server.app.app_context():
        demo.seed()
        code = demo.open_event_code()
        db.session.remove()
    assert code is not None
    return code


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it. Without one: skipped, but an error in CI."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        reason = "no Chromium was found; install the package chromium to run the browser tests"
        pytest.fail(reason) if CI else pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable)
        yield launched
        launched.close()


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(browser: Browser, server: Server) -> Iterator[OpenContext]:
    """Open a browser of its own (cookies, cache): `open_context("phone", locale="en-GB", java_script_enabled=False)`.

    A script that fails or breaks the content security policy on any page fails the test.
    """
    opened: list[BrowserContext] = []
    troubles: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # Answers such as 422, and a net that is gone, are reported by the browser as errors too, and are meant.
        if message.type == "error" and not message.text.startswith(MEANT):
            troubles.append(message.text)

    def open_one(screen: str = "laptop", **options: Any) -> BrowserContext:
        context = browser.new_context(base_url=server.url, **{"locale": "sv-SE"} | SCREENS[screen] | options)
        context.set_default_timeout(10_000)
        context.on("console", listen)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert troubles == []


@pytest.fixture
def phone(open_context: OpenContext) -> Page:
    """A page on a small phone, in Swedish."""
    return open_context("phone").new_page()


@pytest.fixture
def laptop(open_context: OpenContext) -> Page:
    """A page on a laptop, in Swedish."""
    return open_context("laptop").new_page()


@pytest.fixture
def projector(open_context: OpenContext) -> Page:
    """A page on an old projector, in Swedish."""
    return open_context("projector").new_page()


@pytest.fixture
def dark(open_context: OpenContext) -> Page:
    """A page on a small phone in its dark theme, in Swedish."""
    return open_context("dark").new_page()


def axe(page: Page) -> None:
    """Assert that the page as it stands breaks no rule of WCAG 2.2 AA nor axe's best practices.

    What was pressed has been answered by then: until that, a button is drawn paler.
    """
    expect(page.locator(".htmx-request")).to_have_count(0)
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


@dataclass(slots=True)
class Traffic:
    """What a page asked for: the address of each request, and the bytes that came over the wire with headers."""

    requests: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of each finished answer, by the browser's own id of the request."""

    @property
    def bytes(self) -> int:
        """Bytes received, headers included, as they came (compressed)."""
        return sum(self.sizes.values())


@contextlib.contextmanager
def traffic(page: Page) -> Iterator[Traffic]:
    """Record what `page` requests and receives while the block runs."""
    seen = Traffic()

    def asked(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            seen.requests.append(event["request"]["url"])

    def finished(event: dict[str, Any]) -> None:
        seen.sizes[event["requestId"]] = int(event["encodedDataLength"])

    session = page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    try:
        yield seen
    finally:
        session.detach()
