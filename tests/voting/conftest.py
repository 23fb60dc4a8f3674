"""A hall to vote in, on both databases or on SQLite alone."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.voting.hall import Hall
from tests.voting.hall import hall as build


@pytest.fixture
def hall(town: Flask) -> Hall:
    """An event with ideas and a step to vote in, once on each database."""
    return build(town)


@pytest.fixture
def small_hall(app: Flask) -> Hall:
    """The same on SQLite alone, for tests of pages."""
    return build(app)


@pytest.fixture
def hall_on_postgresql(app_on_postgresql: Flask) -> Hall:
    """The same on PostgreSQL alone, for what only it can give away."""
    return build(app_on_postgresql)
