"""On SQLite one process serves; others on this machine, such as `flask work`, tell it by a file what they changed."""

from __future__ import annotations

import threading
from pathlib import Path

MOST = 64_000
"""Bytes; a longer file is begun anew."""


class Slate:
    """A file with a line for each change, which grows until it is begun anew."""

    def __init__(self, path: Path) -> None:
        """What was written before is no news."""
        self._path = path
        self._lock = threading.Lock()
        self._read = self._size()

    def write(self, topic: str) -> None:
        """Say that something about `topic` changed, to a process that listens."""
        with self._path.open("a" if self._size() < MOST else "w", encoding="ascii") as file:
            file.write(f"{topic}\n")

    def news(self) -> set[str | None]:
        """What was written since the last look; None among it when nobody knows. To find nothing costs microseconds."""
        size = self._size()
        if size == self._read:
            return set()
        with self._lock:
            if size < self._read:
                self._read = size
                return {None}
            with self._path.open("rb") as file:
                file.seek(self._read)
                fresh = file.read()
            whole = fresh[: fresh.rfind(b"\n") + 1]
            self._read += len(whole)
            return set(whole.decode("ascii").split())

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0
