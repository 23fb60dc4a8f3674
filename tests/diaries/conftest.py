"""An evening with a diary."""

from __future__ import annotations

import pytest

from tests.cast import Evening, evening, others_evening, small_evening
from tests.diaries.diary import Diary

__all__ = ["evening", "others_evening", "small_evening"]


@pytest.fixture
def diary(evening: Evening) -> Diary:
    """A diary on both databases."""
    return Diary(evening)


@pytest.fixture
def small_diary(small_evening: Evening) -> Diary:
    """A diary on SQLite, for what does not depend on the database."""
    return Diary(small_evening)
