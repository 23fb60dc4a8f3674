"""`python -m bench.replay`: real young people's words and ballots go through a running server as phones send them."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import server
from bench.browser import Browser, Unexpected
from bench.replay import ballots, data, hackathon, london, outcome, statements, thread, town, walk
from bench.replay.report import Report


def main() -> int:
    """Replay everything; 0 only when everything is equal."""
    asked = _arguments()
    folder = None if asked.hackathon or asked.walk else data.folder(asked.data)
    if folder and (gone := data.missing(folder)):
        print("Nothing was replayed, because these files are missing:", *gone, sep="\n  ", file=sys.stderr)
        print("Say where they are with DATA=… or --data …", file=sys.stderr)
        return 1
    report = Report()
    try:
        with _server(asked, report) as (base, administrator, instance):
            _replay(base, administrator, folder, asked, report)
            _verify(instance, report)
    except (Unexpected, server.NotUp) as problem:
        report.end()
        print(f"But the replay stopped before its end: {problem}", file=sys.stderr)
        return 1
    return 0 if report.end() else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__)
    parser.add_argument("--data", help="folder of the real input (or DATA in the environment)")
    parser.add_argument("--hackathon", action="store_true", help="the hackathon alone, which needs no files")
    parser.add_argument("--walk", action="store_true", help="the walk in a bad net alone, which needs no files")
    parser.add_argument("--url", help="a running server; without it, one is started and thrown away afterwards")
    parser.add_argument("--administrator", metavar="EMAIL", help="with --url: who signs in and invites the others")
    asked = parser.parse_args()
    if asked.url and not (asked.administrator and os.environ.get("PASSWORD")):
        parser.error("--url needs --administrator, and PASSWORD in the environment")
    return asked


@contextlib.contextmanager
def _server(asked: argparse.Namespace, report: Report) -> Iterator[tuple[str, Browser, Path | None]]:
    """A server's address with a signed-in administrator, and its instance folder when it is our own."""
    if asked.url:
        yield asked.url, town.signed_in(asked.url, asked.administrator, os.environ["PASSWORD"]), None
        return
    with tempfile.TemporaryDirectory(prefix="replay-") as made:
        instance = Path(made)
        report.stage("The shipped server starts on an empty database")
        server.prepare(instance)
        created = server.flask_command(instance, "create-staff", "admin@replay.example", "--name", "Alex Admin")
        link = re.search(r"\S+/staff/link#\S+", created.stdout)
        if link is None:
            raise Unexpected(f"flask create-staff showed no link: {created.stderr}")
        try:
            with server.shipped(instance) as running:
                yield running.url, town.accepted(running.url, link[0]), instance
        except Unexpected:
            print("", (instance / "server.log").read_text(errors="replace")[-4000:], sep="\n", file=sys.stderr)
            raise


def _replay(base: str, administrator: Browser, folder: Path | None, asked: argparse.Namespace, report: Report) -> None:
    report.stage("Staff are invited and sign in")
    staff, department = town.invite_staff(base, administrator)
    if folder is not None:
        _replay_files(staff, department, folder, report)
    organiser = staff.organiser
    if not asked.hackathon:
        walk.replay(town.Room(organiser, town.start_process(organiser, "A walk"), "By night", "safety-walk"), report)
    if asked.walk:
        return
    organiser.took.clear()
    process = town.start_process(organiser, "A hackathon")
    started = time.monotonic()
    hall = hackathon.replay(town.Room(organiser, process, "The way home", "hackathon"), report)
    outcome.replay(hall, staff, department)
    report.measured("The hackathon", organiser.took, time.monotonic() - started)


def _replay_files(staff: town.Staff, department: str, folder: Path, report: Report) -> None:
    """What comes from files: a conversation, a school's vote, and what became of the most supported idea."""
    said, election = data.conversation(folder), data.election(folder)
    process = town.start_process(staff.organiser, "Young people and the police")
    evening = town.Room(staff.organiser, process, said.topic)
    school = town.Room(staff.organiser, process, ballots.QUESTION)
    dialogue = town.Room(staff.organiser, process, statements.TITLE)
    evening.go_to("Welcome")
    ideas = london.replay(evening, said, report)
    statements.replay(dialogue, said, folder, report)
    ballots.replay(school, election, report)
    most = max(ideas.values(), key=lambda idea: idea.support)
    thread.replay(evening, staff, department, most, report)


def _verify(instance: Path | None, report: Report) -> None:
    """The ledger as the server's own command sees it."""
    if instance is None:
        report.stage("flask verify is left out: run it where the server keeps its instance folder")
        return
    report.stage("flask verify")
    report.compare("exit code of flask verify", 0, server.flask_command(instance, "verify").returncode)


if __name__ == "__main__":
    sys.exit(main())
