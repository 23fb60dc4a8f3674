"""The people of the tests, and the walk that Omar leads them on."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.cast import staff_of
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
