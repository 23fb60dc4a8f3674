"""An evening with statements and questions."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.cast import Evening, evening_of, staff_of
from tests.dialogues.talk import Talk


@pytest.fixture
def talk(town: Flask) -> Talk:
    """A talk on both databases."""
    return _talk(town)


@pytest.fixture
def small_talk(app: Flask) -> Talk:
    """A talk on SQLite, for what does not depend on the database."""
    return _talk(app)


def _talk(app: Flask) -> Talk:
    staff_of(app)
    evening: Evening = evening_of(app)
    evening.go_to("welcome")
    return Talk(evening)
