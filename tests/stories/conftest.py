"""An evening with stories."""

from __future__ import annotations

import pytest

from tests.cast import Evening, evening, others_evening, small_evening
from tests.stories.tale import Tale

__all__ = ["evening", "others_evening", "small_evening"]


@pytest.fixture
def tale(evening: Evening) -> Tale:
    """Stories on both databases."""
    return Tale(evening)


@pytest.fixture
def small_tale(small_evening: Evening) -> Tale:
    """Stories on SQLite, for what does not depend on the database."""
    return Tale(small_evening)
