"""The people of the tests, and the evening that they meet in."""

from __future__ import annotations

from tests.cast import evening, others_evening, small_evening

__all__ = ["evening", "others_evening", "small_evening"]
