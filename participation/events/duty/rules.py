"""What holds for the adult on duty, as pure decisions."""

from __future__ import annotations

from collections.abc import Collection

from participation.refusal import Refusal

REPORTED = ("social", "head")
"""To whom a danger was reported: the social services (SoL 2025:400), the head teacher (skollagen 6:10)."""


def check_seen(facts: Collection[str]) -> None:
    """A text is read before it is reported or let go."""
    if "seen" not in facts:
        raise Refusal("read_it_first", status=409)
