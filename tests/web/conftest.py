"""The people of the tests, the evening that they meet in, and installations with settings of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.cast import (
    Evening,
    evening,
    others_evening,
    small_evening,
)
from tests.conftest import environ_for, running
from tests.reading import Browser

__all__ = ["alva", "evening", "installation", "others_evening", "small_evening"]


@pytest.fixture
def alva(small_evening: Evening) -> Browser:
    return small_evening.browser()


@pytest.fixture
def installation(tmp_path: Path, sqlite_template: Path, compiled_templates: Path) -> Any:
    """Makes applications with settings of one's own, on a database as the migrations leave it."""
    opened: list[Any] = []

    def make(**settings: str) -> Flask:
        instance = tmp_path / "installation"
        instance.mkdir(exist_ok=True)
        target = instance / sqlite_template.name
        if not target.exists():
            target.write_bytes(sqlite_template.read_bytes())
        context = running({**environ_for(instance), **settings}, compiled_templates)
        opened.append(context)
        return context.__enter__()

    yield make
    for context in reversed(opened):
        context.__exit__(None, None, None)
