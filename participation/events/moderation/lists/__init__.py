"""The lists of words that come with the product: one file for each kind and language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def shipped(kind: str) -> dict[str, str]:
    """The lists of a kind (`held`, `danger`) as they are in their files, by language."""
    return {path.name.split(".")[1]: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob(f"{kind}.*.txt"))}
