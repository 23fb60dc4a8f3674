"""Giving to the board by browser, and reading what each audience is shown of it."""

from __future__ import annotations

from typing import Any

from participation.events.contributions import queries as given
from tests.cast import Evening
from tests.reading import Browser, said


def write(browser: Browser, evening: Evening, text: str, **more: str) -> Any:
    browser.get(evening.path)
    return browser.send(f"{evening.path}/ideas", text=text, **more)


def on_board(evening: Evening) -> list[str]:
    return [item.text for item in given.of_step(evening.board, None, everything=True)]


def everywhere(evening: Evening, viewer: Browser) -> dict[str, str]:
    """What each audience reads now."""
    omar = evening.desk()
    return {
        "phone": said(viewer.get(evening.path).text),
        "lead": said(omar.get(f"{evening.path}/lead").text),
        "screen": said(omar.get(f"{evening.path}/screen").text),
        "live": said(omar.get(f"{evening.path}/screen/now").text),
        "make": said(omar.get(f"/staff/events/{evening.event_id}/proposal").text),
    }
