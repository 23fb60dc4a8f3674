"""The method library: one readable file per method, in TOML. See `docs/methods.md` for the format.

`model` says what a method is, `reading` reads a file and refuses what it may not say, `writing` writes one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from participation.methods import reading
from participation.methods.model import Method, MethodStep, Point, Role, Words, in_language

__all__ = ["Method", "MethodStep", "Point", "Role", "Words", "in_language", "library"]

FOLDER = Path(__file__).parent


@cache
def library() -> dict[str, Method]:
    """The methods that come with the product, by key, in the order in which one would look for them."""
    found = [reading.read(path.read_text(encoding="utf-8"), path.stem) for path in FOLDER.glob("*.toml")]
    return {method.key: method for method in sorted(found, key=lambda method: (method.place, method.key))}
