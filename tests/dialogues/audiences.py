"""How each audience reaches a step of a dialogue."""

from __future__ import annotations

from typing import Any

from participation import clock
from participation.events import actions as events
from tests.dialogues.talk import Talk
from tests.reading import Browser, said


def at(browser: Browser, talk: Talk, step_id: str) -> Any:
    return browser.get(f"{talk.evening.path}?beside={step_id}")


def lead(talk: Talk, step_id: str) -> Browser:
    omar = talk.evening.desk()
    omar.get(f"{talk.evening.path}/lead?beside={step_id}")
    return omar


def screen(talk: Talk, step_id: str) -> str:
    events.open_step(talk.event_id, step_id, talk.evening.leader_id, clock.now())
    return said(talk.evening.desk().get(f"{talk.evening.path}/screen").text)
