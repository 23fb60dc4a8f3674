"""What a replay says while it runs, and the table of what was compared at its end."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that was compared: what the file says, and what the pages say."""

    what: str
    expected: object
    found: object

    @property
    def equal(self) -> bool:
        """Whether they are the same."""
        return self.expected == self.found


@dataclass(slots=True)
class Report:
    """Collects comparisons, and shows progress: one live line on a terminal, a line for each stage elsewhere."""

    compared: list[Compared] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    figures: list[str] = field(default_factory=list)
    """What was measured, in words; nothing is compared with it."""
    _stage: str = ""

    def stage(self, words: str) -> None:
        """A new stage begins."""
        self._finish()
        self._stage = words
        if not sys.stdout.isatty():
            print(f"{self._clock()}  {words}", flush=True)

    def step(self, done: int, of: int) -> None:
        """How far the stage has come."""
        if sys.stdout.isatty():
            print(f"\r\x1b[2K{self._clock()}  {self._stage}  {done} of {of}", end="", flush=True)

    def compare(self, what: str, expected: object, found: object) -> None:
        """Note a comparison."""
        self.compared.append(Compared(what, expected, found))

    def measured(self, what: str, took: list[float], whole: float) -> None:
        """Note how long requests took; figures are compared with nothing."""
        ordered = sorted(took)
        median, p95 = (1000 * ordered[int(share * len(ordered))] for share in (0.5, 0.95))
        self.figures.append(
            f"{what}: {len(ordered)} requests in {whole:.0f} s, half of them within {median:.0f} ms, "
            f"95 of 100 within {p95:.0f} ms, the slowest {1000 * ordered[-1]:.0f} ms."
        )

    def end(self) -> bool:
        """Print the table; whether everything was equal."""
        self._finish()
        width = min(76, max((len(row.what) for row in self.compared), default=0))
        print(f"\n{'Compared':<{width}}  {'File':>12}  {'Pages':>12}")
        for row in self.compared:
            what = row.what if len(row.what) <= width else row.what[: width - 1] + "…"
            print(f"{what:<{width}}  {row.expected!s:>12}  {row.found!s:>12}  {'equal' if row.equal else 'DIFFERS'}")
        print("", *self.figures, sep="\n")
        different = sum(not row.equal for row in self.compared)
        verdict = f"{different} of them differ" if different else "all of them equal"
        print(f"\n{len(self.compared)} comparisons in {time.monotonic() - self.started:.0f} s, {verdict}.")
        return not different

    def _finish(self) -> None:
        if self._stage and sys.stdout.isatty():
            print(f"\r\x1b[2K{self._clock()}  {self._stage}", flush=True)

    def _clock(self) -> str:
        return f"{time.monotonic() - self.started:5.1f} s"
