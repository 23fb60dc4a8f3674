"""The people of the tests, the evening that they meet in, and passwords that are hashed in no time."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from flask import Flask

from participation.people import passwords
from tests.cast import evening, others_evening, small_evening, staff_of

__all__ = ["evening", "others_evening", "small_evening"]


@pytest.fixture
def people(town: Flask) -> dict[str, str]:
    """The cast's accounts by e-mail address, once on each database."""
    return staff_of(town)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hashes with the least work; what they cost in life is a test of its own."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_nobody", quick.hash("nobody has this password"))
    monkeypatch.setattr(passwords, "_hasher", quick)
