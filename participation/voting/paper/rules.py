"""What a leader types in from a paper ballot, as pure decisions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from participation.refusal import Refusal

MOST_TYPED = 300
"""Characters: sixty numbers with commas and spaces between them."""

LINE, LINES = 70, 16
"""Characters on a printed line, and lines for which there is room in half a page."""

_NUMBER = re.compile(r"(\d+)(?:\s*:\s*(\d+))?")


def keys(typed: str, vote_id: str) -> list[str]:
    """The entry keys that a typed row of box numbers names, such as `1, 4 7`; whatever stands between is ignored."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in typed)
    found = [
        f"{vote_id}.{number.lstrip('0')[:4]}" + (f":{points.lstrip('0')[:4] or 0}" if points else "")
        for number, points in _NUMBER.findall(plain)
    ]
    if not found:
        raise Refusal("no_numbers", field="numbers")
    return found


def fit_on_half_a_page(words: Sequence[str]) -> bool:
    """Whether a ballot with these entries leaves room for a second one on its page."""
    lines = [len(line) // LINE + 1 for entry in words for line in entry.split("\n")]
    return len(words) + 2 * sum(lines) <= 2 * LINES


def check_slips_left(entitlement: str, printed: int, used: int, paper: int) -> None:
    """In a vote by slips no more paper ballots than slips that were printed and let nobody in on a phone."""
    if entitlement == "slips" and paper >= printed - used:
        raise Refusal("no_slips_left", field="numbers")
