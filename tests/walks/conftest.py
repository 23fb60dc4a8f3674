"""The people of the tests, and the walk that Omar leads them on."""

from __future__ import annotations

import pytest
from flask import Flask

from participation import clock
from participation.demo.cast import ASTRID
from participation.walks.open311 import actions
from tests.cast import account, staff_of
from tests.reading import Browser
from tests.walks.walking import Walk, walk_of


@pytest.fixture
def walk(app: Flask) -> Walk:
    """Omar's walk on the demonstration's map, with three stops, on SQLite; the room is in it."""
    staff_of(app)
    return walk_of(app)


@pytest.fixture
def town_walk(town: Flask) -> Walk:
    """The same, once on each database."""
    staff_of(town)
    return walk_of(town)


@pytest.fixture
def api(app: Flask) -> Browser:
    """Another system, in a town with its staff."""
    staff_of(app)
    return Browser(app)


@pytest.fixture
def key(api: Browser) -> str:
    """Its key."""
    return actions.make_key("Felanmälan", once="form", by_id=account(ASTRID).id, now=clock.now())
