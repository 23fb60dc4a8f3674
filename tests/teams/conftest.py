"""The people of the tests, and a hackathon that they meet in."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.teams.hackathon import Hackathon
from tests.teams.hackathon import hackathon as build


@pytest.fixture
def hackathon(town: Flask) -> Hackathon:
    """Omar's hackathon, once on each database."""
    return build(town)


@pytest.fixture
def small_hackathon(app: Flask) -> Hackathon:
    """The same on SQLite alone, for tests of pages."""
    return build(app)
