"""The real input: one conversation of young people, and one school's ballots. Read as published, nothing corrected."""

from __future__ import annotations

import csv
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from participation.config import ROOT

CONVERSATION = Path("polis", "london.youth.policing")
BALLOTS = Path(
    "elections",
    "US_Stanford_Dataset_2022_Central_Falls_High_School_Participatory_Budgeting_Vote_vote_approvals.pb",
)
ORGANISER = 0
"""The author of the statements that were there from the start."""
AGREE = "1"
"""What agreeing is in the published files (the service's own interface has it the other way round)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that somebody said, and how often "agree" was pressed (a changed vote counts each time)."""

    id: int
    author: int
    text: str
    agrees: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """The published statements in the order they were written, who voted, and every vote in the order it was cast."""

    topic: str
    statements: tuple[Statement, ...]
    voters: tuple[int, ...]
    votes: tuple[tuple[int, int, str], ...]
    """Voter, statement, vote."""

    def support(self) -> dict[int, set[int]]:
        """For each published statement: those whose last vote on it is "agree"."""
        last = {(voter, statement): vote for voter, statement, vote in self.votes}
        found: dict[int, set[int]] = {statement.id: set() for statement in self.statements}
        for (voter, statement), vote in last.items():
            if vote == AGREE and statement in found:
                found[statement].add(voter)
        return found


@dataclass(frozen=True, slots=True)
class Election:
    """A vote's projects with the published number of votes for each, and every ballot as the projects it names."""

    title: str
    projects: dict[str, int]
    costs: dict[str, int]
    ballots: tuple[tuple[str, ...], ...]


def folder(given: str | None) -> Path:
    """Where the files are: as given, else as `DATA` in the environment says, else beside the checkout."""
    return Path(given or os.environ.get("DATA") or ROOT.parent / "shared" / "data")


def missing(data: Path) -> list[Path]:
    """The files that are not there."""
    wanted = [CONVERSATION / name for name in ("comments.csv", "votes.csv", "summary.csv")] + [BALLOTS]
    return [data / path for path in wanted if not (data / path).is_file()]


def conversation(data: Path) -> Conversation:
    """Read the conversation. Statements that were moderated out (`moderated` is -1) were never published."""
    rows = _rows(data / CONVERSATION / "comments.csv")
    published = sorted((row for row in rows if row["moderated"] != "-1"), key=lambda row: int(row["timestamp"]))
    votes = sorted(_rows(data / CONVERSATION / "votes.csv"), key=lambda row: int(row["timestamp"]))
    with (data / CONVERSATION / "summary.csv").open(encoding="utf-8", newline="") as file:
        topic = dict(row[:2] for row in csv.reader(file) if len(row) > 1)["topic"]
    return Conversation(
        topic=topic,
        statements=tuple(
            Statement(int(row["comment-id"]), int(row["author-id"]), row["comment-body"], int(row["agrees"]))
            for row in published
        ),
        voters=tuple(sorted({int(row["voter-id"]) for row in votes})),
        votes=tuple((int(row["voter-id"]), int(row["comment-id"]), row["vote"]) for row in votes),
    )


def sign_differs(read: Conversation) -> list[int]:
    """Statements whose "agree" votes are not as many as `comments.csv` says: none, when 1 is what agreeing is."""
    pressed = Counter(statement for _voter, statement, vote in read.votes if vote == AGREE)
    return [statement.id for statement in read.statements if pressed[statement.id] != statement.agrees]


def election(data: Path) -> Election:
    """Read a vote in Pabulib's format: three parts, each headed by its columns, separated by semicolons."""
    parts: dict[str, list[dict[str, str]]] = {}
    heading: list[str] = []
    rows: list[dict[str, str]] = []
    with (data / BALLOTS).open(encoding="utf-8", newline="") as file:
        for cells in csv.reader(file, delimiter=";"):
            if len(cells) == 1:
                rows, heading = parts.setdefault(cells[0].strip(), []), []
            elif not heading:
                heading = cells
            else:
                rows.append(dict(zip(heading, cells, strict=False)))
    meta = {row["key"]: row["value"] for row in parts["META"]}
    return Election(
        title=meta["instance"],
        projects={row["project_id"]: int(row["votes"]) for row in parts["PROJECTS"]},
        costs={row["project_id"]: int(row["cost"]) for row in parts["PROJECTS"]},
        ballots=tuple(tuple(row["vote"].split(",")) for row in parts["VOTES"]),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
