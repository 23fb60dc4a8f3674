"""Elections as files that other programs read and write: BLT, CSV, Pabulib and PrefLib."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from participation.voting.counting.terms import Progress, silent
from participation.voting.interchange import blt, pabulib, preflib, sheet
from participation.voting.interchange.election import BadFile, Election
from participation.voting.interchange.lines import decoded

Reader = Callable[[str, str, Progress], Election]

FORMATS: Mapping[str, Reader] = {
    ".blt": lambda text, shape, progress: blt.read(text, progress).election(),
    ".csv": lambda text, shape, progress: sheet.read(text, shape, progress).election(),
    ".pb": lambda text, shape, progress: pabulib.read(text, progress).election(),
    **{
        f".{kind}": lambda text, shape, progress, kind=kind: preflib.read(text, kind, progress)  # type: ignore[misc]
        for kind in preflib.KINDS
    },
}
"""How to read a file, by the end of its name; a sheet's cells are read as the shape that is asked for."""


def read(name: str, data: bytes, shape: str, progress: Progress = silent) -> Election:
    """The election in a file called `name`. Raises `BadFile` with words for whoever made the file."""
    reader = FORMATS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise BadFile("unknown_kind", known=", ".join(FORMATS))
    return reader(decoded(data), shape, progress)
