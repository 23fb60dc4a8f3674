"""What a report may tell, as pure decisions."""

from __future__ import annotations

import re

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
