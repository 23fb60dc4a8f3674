"""Elections as files that other programs read and write: BLT, CSV, Pabulib and PrefLib. Standard library only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from participation.voting.interchange import blt, pabulib, preflib, sheet
from participation.voting.interchange.election import BadFile, Election
from participation.voting.interchange.lines import decoded

FORMATS: Mapping[str, Callable[[str, str], Election]] = {
    ".blt": lambda text, shape: blt.read(text).election(),
    ".csv": lambda text, shape: sheet.read(text, shape).election(),
    ".pb": lambda text, shape: pabulib.read(text).election(),
    **{
        f".{kind}": lambda text, shape, kind=kind: preflib.read(text, kind)  # type: ignore[misc]
        for kind in preflib.KINDS
    },
}
"""How to read a file, by the end of its name; a sheet's cells are read as the shape that is asked for."""


def read(name: str, data: bytes, shape: str) -> Election:
    """The election in a file called `name`. Raises `BadFile` with words for whoever made the file."""
    reader = FORMATS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise BadFile(f"cannot read this kind of file; known are {', '.join(FORMATS)}")
    return reader(decoded(data), shape)
