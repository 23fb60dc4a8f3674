"""`python -m bench`: what the shipped server does beside what the machine can do at best, in one run."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import time
from pathlib import Path

from bench import conversation, counting, growth, seed, workloads
from bench.report import Report
from bench.server import NotUp, Server, gunicorn, shipped
from participation.config import ROOT

OUT = ROOT / "bench" / "out"


def main() -> int:
    """Measure everything; 1 when an acknowledged write is lost or an aim is missed by far."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT / "bench.json", help="where the figures go as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        report = _measure(Path(folder))
    report.print()
    report.save(asked.out)
    print(f"\nThe figures stand in {asked.out}")
    missed = counting.main()
    grown = growth.main()
    return 1 if missed or grown or any(verdict.missed_by_far for verdict in report.verdicts()) else 0


def _measure(folder: Path) -> Report:
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - began:5.1f} s  {words}", flush=True)

    say("Two towns are built")
    town = seed.town(folder / "few")
    seed.proposals(town, 100)
    large = seed.copy(town, folder / "many")
    seed.proposals(large, 10_000)
    with contextlib.ExitStack() as running:
        floors = _floors(running, folder, say)
        few = running.enter_context(shipped(town.instance))
        many = running.enter_context(shipped(large.instance))
        reads = workloads.reading(few, many, floors, say)
        joins, voters = workloads.joining(few, town, say)
        votes = workloads.voting(few, town, floors, voters, say)
        delays, given = workloads.listening(few, town, voters, say)
        memory = few.memory()
    say("A conversation of 10,000 people and 100 statements is analysed")
    analysed = conversation.measure()
    killed = workloads.killing(town, voters[-workloads.KILLED :], say)
    return Report([*reads, *joins, *votes, given, killed], delays, memory, analysed)


def _floors(running: contextlib.ExitStack, folder: Path, say: workloads.Say) -> dict[str, Server]:
    """The floors' servers, by the names that the report gives them."""
    base = {"FLOOR_DATABASE": str(folder / "floor.sqlite")}
    floors = {
        "bare WSGI": running.enter_context(gunicorn("bench.floors:wsgi", folder, base)),
        "bare Flask": running.enter_context(gunicorn("bench.floors:bare_flask()", folder, base)),
        "Flask + sqlite3 insert": running.enter_context(gunicorn("bench.floors:flask_sqlite()", folder, base)),
    }
    try:
        address = running.enter_context(growth.postgresql(folder / "postgresql"))
        settings = {"FLOOR_DATABASE": address}
        floors["Flask + psycopg insert"] = running.enter_context(
            gunicorn("bench.floors:flask_psycopg()", folder, settings)
        )
    except (ImportError, OSError, RuntimeError, NotUp) as problem:
        say(f"PostgreSQL is left out: {problem}")
    return floors


if __name__ == "__main__":
    sys.exit(main())
