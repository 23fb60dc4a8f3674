"""The report: a table, ratios to the floors, a drawn chart, the aims with their verdicts, and all of it as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import live
from bench.live import Delays
from bench.load import Load
from bench.workloads import STORM, STORM_SECONDS, Measured

FLOORS = ("bare WSGI", "bare Flask", "Flask + sqlite3 insert")
"""The floors that every workload is set beside."""
CHART = 48
"""Characters of the longest bar."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An aim and what came of it. `missed_by_far` makes the run fail: a busy machine alone does not explain it."""

    aim: str
    found: str
    met: bool
    missed_by_far: bool


@dataclass(slots=True)
class Report:
    """Everything that was measured in one run."""

    rows: Sequence[Measured]
    delays: Delays
    memory: tuple[float, float]
    """Megabytes of the server at the end, and the most it held."""
    analysed: float
    """Seconds of computing for a large conversation."""

    def rate(self, name: str) -> float:
        """Answers a second of a row; 0 when it was not measured."""
        return next((row.rate for row in self.rows if row.name == name), 0.0)

    def verdicts(self) -> list[Verdict]:
        """Every aim of the product's measuring, with what came of it."""
        writes = [row for row in self.rows if row.stored is not None]
        lost = sum(row.stored.lost for row in writes if row.stored)
        twice = sum(row.stored.twice for row in writes if row.stored)
        errors = sum(row.load.errors for row in self.rows)
        storm = next(row.load for row in self.rows if row.name == "join storm")
        ballots = self.rate("ballots, as fast as they go")
        return [
            Verdict("no acknowledged write is lost", f"{lost} lost", lost == 0, lost > 0),
            Verdict("nothing is stored twice", f"{twice} twice", twice == 0, twice > 0),
            Verdict("no errors", f"{errors} errors", errors == 0, errors > 0),
            _least(
                "joins within ten seconds", STORM, storm.statuses[303] / max(1.0, storm.seconds / (STORM_SECONDS + 1))
            ),
            _least("lists a second", 1000, self.rate("/f of 100")),
            _least("threads a second", 1000, self.rate("/f/<number> of 100")),
            _least("ballots a second", 800, ballots),
            _least("ballots to Flask + sqlite3 insert", 0.3, ballots / (self.rate("Flask + sqlite3 insert") or 1), "x"),
            _flat("list with 10,000 to list with 100", self.rate("/f of 10,000") / (self.rate("/f of 100") or 1)),
            _flat(
                "thread with 10,000 to thread with 100",
                self.rate("/f/<number> of 10,000") / (self.rate("/f/<number> of 100") or 1),
            ),
            Verdict(
                "a conversation of 10,000 x 100 is analysed",
                f"{self.analysed:.2f} s (less than 2)",
                self.analysed < 2,
                self.analysed > 4,
            ),
            Verdict(
                "every listener hears every change",
                f"{self.delays.missed} not heard",
                not self.delays.missed,
                self.delays.missed > 0,
            ),
        ]

    def print(self) -> None:
        """Print everything for people."""
        floors = [self.rate(name) for name in FLOORS]
        head = ("answers/s", "p50 ms", "p95 ms", "p99 ms", "errors", "lost", "CPU µs", "x WSGI", "x Flask", "x insert")
        print(f"\n{'':<40}" + "".join(f"{column:>10}" for column in head))
        for row in self.rows:
            load, lost = row.load, "" if row.stored is None else str(row.stored.lost)
            cells = [f"{row.rate:.0f}", *(f"{load.percentile(share):.1f}" for share in (0.5, 0.95, 0.99))]
            cells += [str(load.errors), lost, f"{row.cpu_us:.0f}" if row.cpu_us else ""]
            cells += [f"{row.rate / floor:.3f}" if floor and not _paced(row) else "" for floor in floors]
            print(f"{row.name:<40}" + "".join(f"{cell:>10}" for cell in cells))
        self._print_delays()
        print(f"\nMemory of the server: {self.memory[0]:.0f} MB at the end, {self.memory[1]:.0f} MB at most.")
        self._chart()
        print("\nAims")
        for verdict in self.verdicts():
            word = "met" if verdict.met else "MISSED BY FAR" if verdict.missed_by_far else "missed"
            print(f"  {verdict.aim:<44} {verdict.found:>24}  {word}")

    def save(self, path: Path) -> None:
        """Write everything as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        data = {
            "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
            "rows": [_as_data(row) for row in self.rows],
            "change_to_screen": {
                "phones_ms": _spread(self.delays.phones),
                "screen_ms": _spread(self.delays.screen),
                "missed": self.delays.missed,
                "memory_mb": [self.delays.memory_before, self.delays.memory_with],
            },
            "analysed_s": self.analysed,
            "memory_mb": {"end": self.memory[0], "most": self.memory[1]},
            "aims": [asdict(verdict) for verdict in self.verdicts()],
        }
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def _print_delays(self) -> None:
        print(f"\n{'From a change to …':<40}{'p50 ms':>10}{'p95 ms':>10}{'most ms':>10}")
        for name, delays in (("phones", self.delays.phones), ("the big screen", self.delays.screen)):
            spread = _spread(delays)
            print(f"  {name:<38}{spread['p50']:>10.0f}{spread['p95']:>10.0f}{spread['max']:>10.0f}")
        print(f"  {self.delays.memory_with - self.delays.memory_before:.1f} MB more with the listeners")

    def _chart(self) -> None:
        """Answers a second as bars; loads that come at their own pace are left out."""
        rows = sorted((row for row in self.rows if not _paced(row)), key=lambda row: -row.rate)
        most = max(row.rate for row in rows)
        print("\nAnswers a second")
        for row in rows:
            print(f"  {row.name:<40}{'█' * max(1, round(CHART * row.rate / most))} {row.rate:.0f}")


def _paced(row: Measured) -> bool:
    """Whether people came at their own pace, so that the rate says nothing about the server."""
    return row.name in {
        "join storm",
        "vote burst",
        live.IDEAS,
        "burst with the server killed in it",
    }


def _least(aim: str, least: float, found: float, unit: str = "") -> Verdict:
    shown: Callable[[float], str] = lambda value: f"{value:.2f}{unit}" if least < 10 else f"{value:.0f}"  # noqa: E731
    return Verdict(aim, f"{shown(found)} (at least {shown(least)})", found >= least, found < least / 2)


def _flat(aim: str, ratio: float) -> Verdict:
    return Verdict(aim, f"{ratio:.2f} (0.90 or more)", ratio >= 0.9, ratio < 0.7)


def _spread(delays: Sequence[float]) -> dict[str, float]:
    load = Load(latencies=list(delays))
    return {"p50": load.percentile(0.5), "p95": load.percentile(0.95), "max": max(delays, default=0.0)}


def _as_data(row: Measured) -> dict[str, object]:
    load = row.load
    return {
        "name": row.name,
        "per_second": row.rate,
        "rounds": row.rates,
        "ms": {"p50": load.percentile(0.5), "p95": load.percentile(0.95), "p99": load.percentile(0.99)},
        "answers": len(load.latencies),
        "statuses": dict(load.statuses),
        "errors": load.errors,
        "stored": asdict(row.stored) if row.stored else None,
        "server_cpu_us": row.cpu_us,
        "generator_busy": load.busy,
    }
