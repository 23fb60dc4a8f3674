"""The people of the tests, and the evening that they meet in."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.cast import Evening, evening, evening_of, others_evening, small_evening, staff_of

__all__ = ["evening", "others_evening", "small_evening"]


@pytest.fixture
def careful(town: Flask) -> Evening:
    """Omar's evening in which he looks at every idea first, once on each database."""
    staff_of(town)
    made = evening_of(town, approve_first=True)
    made.go_to("ideas")
    return made


@pytest.fixture
def small_careful(app: Flask) -> Evening:
    """The same on SQLite alone, for tests of pages."""
    staff_of(app)
    made = evening_of(app, approve_first=True)
    made.go_to("ideas")
    return made
