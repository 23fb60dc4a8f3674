"""The town of proposals, on both databases or on SQLite alone."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.proposals.town import Town, build


@pytest.fixture
def lindvik(town: Flask) -> Town:
    """A town where ideas came in, once on each database."""
    return build(town)


@pytest.fixture
def small_lindvik(app: Flask) -> Town:
    """The same on SQLite alone, for tests of pages."""
    return build(app)
