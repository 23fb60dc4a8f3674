"""Reading a conversation that was exported from elsewhere: a folder of files as Polis gives out.

`votes.csv` has every vote in the order in which it was cast: a participant's last one on a statement counts, and 1 is
what agreeing is. `comments.csv` has the statements: those that were moderated out (-1) were never part of it.
`participants-votes.csv`, where it is there, says in which group a participant is. What a service keeps inside may come
as well: `votes.json` with its `math-pca2.json`, in which each participant has one vote on a statement.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from participation.dialogues.analysis.votes import AGREE, DISAGREE, PASS, Conversation, conversation

VALUES = {str(value): value for value in (AGREE, PASS, DISAGREE)}
MODERATED_OUT = "-1"
LONGEST_NUMBER = 18
LONGEST_GROUP = 80


class Unreadable(Exception):
    """A folder that cannot be analysed: what is wrong, in which file, on which line."""

    def __init__(self, words: str, file: Path, line: int | None = None) -> None:
        super().__init__(f"{file}, line {line}: {words}" if line else f"{file}: {words}")


@dataclass(frozen=True, slots=True)
class Exported:
    """A conversation, and the words of its statements by their ids, where they are known."""

    conversation: Conversation
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, by the names of its columns."""

    file: Path
    number: int
    cells: Mapping[str, str | None]

    def wrong(self, words: str) -> Unreadable:
        """What is wrong with this line."""
        return Unreadable(words, self.file, self.number)

    def whole(self, name: str) -> str:
        """The whole number in a column, as it is written without spaces."""
        found = (self.cells[name] or "").strip()
        digits = found.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER):
            raise self.wrong(f"{name} is {_quoted(found)}, which is not a whole number")
        return str(int(found))


def read(folder: Path) -> Exported:
    """The conversation in a folder; raises `Unreadable`."""
    if not folder.is_dir():
        raise Unreadable("there is no such folder", folder)
    if (folder / "votes.json").is_file() and not (folder / "votes.csv").exists():
        return _read_kept(folder)
    words = _statements(folder / "comments.csv")
    votes = _votes(folder / "votes.csv", words)
    shown = {number: text for number, text in words.items() if text is not None}
    return Exported(
        conversation(shown, ((*pair, value) for pair, value in votes.items()), groups(folder)),
        shown,
    )


def _statements(file: Path) -> dict[str, str | None]:
    """The words of each statement; None for one that was moderated out."""
    words: dict[str, str | None] = {}
    for line in _lines(file, ("comment-id", "moderated", "comment-body")):
        number = line.whole("comment-id")
        if number in words:
            raise line.wrong(f"statement {number} is here twice")
        words[number] = None if line.whole("moderated") == MODERATED_OUT else (line.cells["comment-body"] or "")
    return {number: words[number] for number in sorted(words, key=int)}


def _votes(file: Path, statements: Mapping[str, object]) -> dict[tuple[str, str], int]:
    """The last vote of each participant on each statement. At the same moment the lower line is the later one."""
    cast = []
    for line in _lines(file, ("timestamp", "comment-id", "voter-id", "vote")):
        statement, value = line.whole("comment-id"), line.whole("vote")
        if statement not in statements:
            raise line.wrong(f"statement {statement} is not in comments.csv")
        if value not in VALUES:
            raise line.wrong(f"a vote is 1 (agree), 0 (pass) or -1 (disagree), not {value}")
        cast.append((int(line.whole("timestamp")), line.whole("voter-id"), statement, VALUES[value]))
    cast.sort(key=lambda vote: vote[0])
    return {(voter, statement): value for _at, voter, statement, value in cast}


def groups(folder: Path) -> dict[str, str]:
    """The group of each participant who is in one."""
    file = folder / "participants-votes.csv"
    if not file.exists():
        return {}
    named = {}
    for line in _lines(file, ("participant", "group-id")):
        group = (line.cells["group-id"] or "").strip()
        if len(group) > LONGEST_GROUP:
            raise line.wrong(f"group-id is longer than {LONGEST_GROUP} characters")
        if group:
            named[line.whole("participant")] = group
    return named


def _lines(file: Path, columns: tuple[str, ...]) -> Iterator[Line]:
    """The lines of a table that has at least these columns."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            table = csv.DictReader(opened, strict=True)
            missing = [name for name in columns if name not in (table.fieldnames or ())]
            if missing:
                raise Unreadable(f"there is no column {missing[0]}", file, 1)
            for cells in table:
                line = Line(file, table.line_num, cells)
                if None in cells or None in cells.values():
                    raise line.wrong(f"the line does not have {len(table.fieldnames or ())} columns")
                yield line
    except UnicodeDecodeError as problem:
        raise Unreadable("this is not text in UTF-8", file) from problem
    except csv.Error as problem:
        raise Unreadable(str(problem), file, table.line_num + 1) from problem
    except OSError as problem:
        raise Unreadable(_why(problem), file) from problem


def _read_kept(folder: Path) -> Exported:
    """What a service keeps: votes with the groups that it found."""
    votes, kept = _json(folder / "votes.json"), folder / "math-pca2.json"
    try:
        cast = [(str(int(vote["pid"])), str(int(vote["tid"])), VALUES[str(vote["vote"])]) for vote in votes]
    except (KeyError, TypeError, ValueError) as problem:
        raise Unreadable(
            "each vote needs a pid, a tid, and a vote that is 1, 0 or -1", folder / "votes.json"
        ) from problem
    known = _groups_kept(_json(kept), kept) if kept.exists() else {}
    last = {(voter, statement): value for voter, statement, value in cast}
    statements = sorted({statement for _voter, statement in last}, key=int)
    return Exported(conversation(statements, ((*pair, value) for pair, value in last.items()), known), {})


def _groups_kept(mathematics: Any, file: Path) -> dict[str, str]:
    """Groups of clusters of participants."""
    try:
        clusters = mathematics["base-clusters"]
        members = dict(zip(clusters["id"], clusters["members"], strict=True))
        return {
            str(int(participant)): str(int(group["id"]))
            for group in mathematics["group-clusters"]
            for cluster in group["members"]
            for participant in members[cluster]
        }
    except (KeyError, TypeError, ValueError) as problem:
        raise Unreadable("base-clusters and group-clusters are not as they should be", file) from problem


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as problem:
        raise Unreadable(problem.msg, file, problem.lineno) from problem
    except (UnicodeDecodeError, RecursionError) as problem:
        raise Unreadable("this is not JSON in UTF-8", file) from problem
    except OSError as problem:
        raise Unreadable(_why(problem), file) from problem


def _why(problem: OSError) -> str:
    return (problem.strerror or type(problem).__name__).lower()


def _quoted(text: str) -> str:
    """What stands there, short enough for one line."""
    return repr(text if len(text) <= 20 else text[:20] + "…")
