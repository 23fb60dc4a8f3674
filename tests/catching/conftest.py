"""An evening's town, where Omar goes out to catch wishes."""

from tests.cast import evening, others_evening, small_evening

__all__ = ["evening", "others_evening", "small_evening"]
