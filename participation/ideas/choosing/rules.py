"""What holds for choosing themes, as pure decisions."""

from __future__ import annotations

from participation.refusal import Refusal

MOST_WISHES = 2
"""Themes that one participant may wish for, when nothing else is said."""


def check_wishes(known: int, most: int) -> None:
    """Refuse one wish more than each may have; `known` counts those that stand."""
    if known >= most:
        raise Refusal("too_many_wishes", status=409, most=most)
