"""What a report may tell, as pure decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping

FEW = 5
"""Below this a number of people could tell who they are, to those who were there."""

LINE = 200
"""Characters of reasons that fit on one line of a poster that is read from a step away."""


def told(count: int) -> int | None:
    """A number of people as it may be told: None from one to four."""
    return None if 0 < count < FEW else count


def told_part(count: int, whole: int) -> int | None:
    """How many of `whole` something holds for: None as well when the others are so few that they could be told."""
    return None if told(whole - count) is None else told(count)


def told_parts(parts: Mapping[str, int]) -> dict[str, int | None]:
    """The parts of a known whole as a report may tell them: None for those that could tell who.

    One small part alone could be found by taking the others from the whole. So the next smallest is left out with it,
    until what is left out is at least two parts and not few together.
    """
    smallest_first = sorted((count, name) for name, count in parts.items() if count)
    hidden: list[tuple[int, str]] = []
    for count, name in smallest_first:
        is_enough = not hidden or (len(hidden) > 1 and sum(few for few, _name in hidden) >= FEW)
        if count >= FEW and is_enough:
            break
        hidden.append((count, name))
    left_out = {name for _count, name in hidden}
    return {name: None if name in left_out else count for name, count in parts.items()}


def first_sentences(text: str, limit: int = LINE) -> str:
    """The first sentences of a text that fit into `limit` characters: at least one, cut at a word if it must be."""
    kept = ""
    for sentence in re.split(r"(?<=[.?])\s+", " ".join(text.split())):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    if kept or not text.strip():
        return kept
    cut = " ".join(text.split())[:limit]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:") + " …"
