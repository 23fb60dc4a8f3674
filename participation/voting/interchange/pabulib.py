"""Pabulib's `.pb`: participatory budgets in three sections, META, PROJECTS and VOTES, with semicolons between cells.

Whatever columns and keys a file has are kept, also those that counting does not need.
(D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library", 2020.)
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from participation.voting.counting import shapes
from participation.voting.counting.terms import Progress, silent
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, quoted, whole
from participation.voting.interchange.lines import rows

SECTIONS = ("META", "PROJECTS", "VOTES")
SHAPES = {
    "approval": shapes.NAMES,
    "choose-1": shapes.NAMES,
    "cumulative": shapes.POINTS,
    "scoring": shapes.POINTS,
    "ordinal": shapes.RANKING,
}
"""What the ballots of each `vote_type` can say."""

RULES = {"equal-shares": "equalshares/add1"}
"""Methods that are called otherwise there."""

MOST_DECIMALS = 10
_MONEY = re.compile(rf"[0-9]{{1,15}}([.,][0-9]{{0,{MOST_DECIMALS}}})?")
_UNCLEAR = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One section: its columns, its rows, and the line of each row where it was read from a file."""

    columns: Row
    rows: tuple[Row, ...]
    lines: tuple[int, ...] = ()

    def at(self, column: str) -> int | None:
        """Where a column stands."""
        return self.columns.index(column) if column in self.columns else None

    def line(self, row: int) -> int | None:
        """The line of a row."""
        return self.lines[row] if self.lines else None

    def __eq__(self, other: object) -> bool:
        """Two tables are the same when they say the same, wherever it stood."""
        return isinstance(other, Table) and (self.columns, self.rows) == (other.columns, other.rows)

    def __hash__(self) -> int:
        return hash((self.columns, self.rows))


@dataclass(frozen=True, slots=True)
class Pabulib:
    """All that a `.pb` file carries."""

    meta: Table
    projects: Table
    votes: Table

    def fact(self, key: str, otherwise: str = "") -> str:
        """A value from META."""
        return self.told(key)[0] or otherwise

    def told(self, key: str) -> tuple[str, int | None]:
        """A value from META and its line; empty when META does not say it."""
        found = (at for at, row in enumerate(self.meta.rows) if row[0].strip() == key)
        at = next(found, None)
        return ("", None) if at is None else (self.meta.rows[at][1].strip(), self.meta.line(at))

    def election(self) -> Election:
        """The election, with costs and budget in whole parts of the money's unit."""
        vote_type, line = self.told("vote_type")
        shape = SHAPES.get(vote_type.lower() or "approval")
        if shape is None:
            raise BadFile("vote_type", line, found=quoted(vote_type), known=", ".join(SHAPES))
        budget, line = self.told("budget")
        if not budget:
            raise BadFile("meta_without", line, name="budget")
        costs = [_money(*cost) for cost in _column(self.projects, "cost")]
        bearing = _money(budget, line)
        unit = math.lcm(*(money.denominator for money in (*costs, bearing)))
        name = self.projects.at("name")
        ids = [row[0].strip() for row in self.projects.rows]
        return Election(
            names=tuple(
                (row[name].strip() if name is not None else "") or row[0].strip() for row in self.projects.rows
            ),
            shape=shape,
            ballots=_ballots(self.votes, {key: number for number, key in enumerate(ids, start=1)}, shape),
            title=self.fact("description"),
            costs=tuple(int(cost * unit) for cost in costs),
            budget=int(bearing * unit),
            unit=unit,
        )


def read(text: str, progress: Progress = silent) -> Pabulib:
    """The file with this text. Where quotation marks do not match, they are taken for letters."""
    try:
        sections = _sections(rows(text, ";", progress))
    except BadFile as problem:
        if problem.code != "cells":
            raise
        sections = _sections(rows(text, ";", progress, marks=False))
    tables = []
    for title in SECTIONS:
        if not sections.get(title):
            raise BadFile("section_missing", name=title)
        tables.append(_table(sections[title], title))
    pabulib = Pabulib(*tables)
    _check(pabulib)
    return pabulib


def _sections(found: Iterable[tuple[int, list[str]]]) -> dict[str, list[tuple[int, Row]]]:
    """The rows of each section that hold anything, each with its line; sections come in any order."""
    sections: dict[str, list[tuple[int, Row]]] = {}
    current: list[tuple[int, Row]] = []
    for line, row in found:
        title = row[0].strip().upper()
        alone = not any(cell.strip() for cell in row[1:])
        if alone and title in SECTIONS:
            if title in sections:
                raise BadFile("section_twice", line, name=title)
            current = sections.setdefault(title, [])
        elif alone and not title:
            continue
        elif not sections:
            raise BadFile("begins_otherwise", line, found=quoted(row[0]))
        else:
            current.append((line, tuple(row)))
    return sections


def write(pabulib: Pabulib) -> str:
    """The file's text."""
    target = io.StringIO()
    lines = csv.writer(target, delimiter=";", lineterminator="\n")
    for title, table in zip(SECTIONS, (pabulib.meta, pabulib.projects, pabulib.votes), strict=True):
        lines.writerow([title])
        lines.writerow(table.columns)
        lines.writerows(table.rows)
    return target.getvalue()


def of(election: Election, selected: Sequence[int] = (), rule: str = "") -> Pabulib:
    """An election by approval with a budget, as a `.pb` file carries it. Voters are numbered as ballots are sorted."""
    unit, entries = election.unit, range(1, len(election.names) + 1)
    approvals = Counter({o: sum(w for c, w in election.ballots.items() if o in shapes.read_names(c)) for o in entries})
    voters = [choice for choice, weight in sorted(election.ballots.items()) for _ in range(weight)]
    meta = {
        "description": election.title,
        "num_projects": str(len(entries)),
        "num_votes": str(len(voters)),
        "budget": _decimal(election.budget, unit),
        "vote_type": "approval",
        "rule": RULES.get(rule, rule),
    }
    projects = (
        (
            str(o),
            _decimal(election.costs[o - 1], unit),
            str(approvals[o]),
            election.names[o - 1],
            str(int(o in selected)),
        )
        for o in entries
    )
    return Pabulib(
        Table(("key", "value"), tuple(meta.items())),
        Table(("project_id", "cost", "votes", "name", "selected"), tuple(projects)),
        Table(("voter_id", "vote"), tuple((str(number), choice) for number, choice in enumerate(voters, start=1))),
    )


def _table(found: list[tuple[int, Row]], title: str) -> Table:
    """A section's table. A row may leave out cells at its end; in META all that stands after the key is the value."""
    columns = found[0][1]
    while len(columns) > 1 and not columns[-1].strip():
        columns = columns[:-1]
    filled = []
    for line, row in found[1:]:
        cells = (row[0], ";".join(row[1:])) if title == "META" and len(row) > 2 else row
        if any(cell.strip() for cell in cells[len(columns) :]):
            raise BadFile("too_many_cells", line, cells=len(cells), columns=len(columns))
        filled.append((*cells[: len(columns)], *("",) * (len(columns) - len(cells))))
    return Table(tuple(cell.strip() for cell in columns), tuple(filled), tuple(line for line, _ in found[1:]))


def _check(pabulib: Pabulib) -> None:
    """Refuse what cannot be counted, and a file that was cut off."""
    if len(pabulib.meta.columns) != 2:
        raise BadFile("meta_columns")
    if not 1 <= len(pabulib.projects.rows) <= MOST_OPTIONS:
        raise BadFile("how_many_projects", limit=MOST_OPTIONS)
    seen: set[str] = set()
    for project, line in _column(pabulib.projects, "project_id"):
        if project in seen:
            raise BadFile("project_twice", line, project=quoted(project))
        seen.add(project)
    for key, table in (("num_projects", pabulib.projects), ("num_votes", pabulib.votes)):
        said, line = pabulib.told(key)
        if said and said != str(len(table.rows)):
            raise BadFile("sum_differs", line, name=key, said=quoted(said), found=len(table.rows))


def _column(table: Table, name: str) -> Iterator[tuple[str, int | None]]:
    at = table.at(name)
    if at is None:
        raise BadFile("column_missing", name=name)
    return ((row[at].strip(), table.line(number)) for number, row in enumerate(table.rows))


def _ballots(votes: Table, numbers: Mapping[str, int], shape: str) -> Counter[str]:
    points = list(_column(votes, "points")) if shape == shapes.POINTS else []
    ballots: Counter[str] = Counter()
    for row, (vote, line) in enumerate(_column(votes, "vote")):
        named = _named(vote, numbers, line)
        if shape == shapes.POINTS:
            given = [whole(text, "grade", line) for text in points[row][0].split(",") if text.strip()]
            if len(given) != len(named):
                raise BadFile("points_for_projects", line, projects=len(named), points=len(given))
            ballots[shapes.write_points(dict(zip(named, given, strict=True)))] += 1
        elif shape == shapes.RANKING:
            ballots[shapes.write_ranking([option] for option in named)] += 1
        else:
            ballots[shapes.write_names(named)] += 1
    return ballots


def _named(vote: str, numbers: Mapping[str, int], line: int | None) -> list[int]:
    """The projects of one vote, by their numbers."""
    named: list[int] = []
    for project in filter(None, map(str.strip, vote.split(","))):
        if project not in numbers:
            raise BadFile("no_project", line, found=quoted(project))
        if numbers[project] in named:
            raise BadFile("project_named_twice", line, project=quoted(project))
        named.append(numbers[project])
    return named


def _money(text: str, line: int | None) -> Fraction:
    """An amount of money, in whole units or with decimals, exactly. Spaces may part its thousands."""
    plain = "".join(text.split())
    if _UNCLEAR.fullmatch(plain):
        raise BadFile("thousands_or_decimals", line, found=quoted(text))
    if not _MONEY.fullmatch(plain):
        raise BadFile("not_money", line, found=quoted(text))
    return Fraction(plain.replace(",", "."))


def _decimal(amount: int, unit: int) -> str:
    """An amount in the money's own unit, with as many decimals as it needs."""
    parts, rest = divmod(amount, unit)
    if not rest:
        return str(parts)
    return f"{parts}.{rest * 10**MOST_DECIMALS // unit:0{MOST_DECIMALS}d}".rstrip("0")
