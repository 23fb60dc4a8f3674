"""Pabulib's `.pb`: participatory budgets in three sections, META, PROJECTS and VOTES, with semicolons between cells.

Whatever columns and keys a file has are kept, also those that counting does not need.
(D. Stolicki, S. Szufa, N. Talmon, "Pabulib: A Participatory Budgeting Library", 2020.)
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from participation.voting.counting import shapes
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, ranking, whole

SECTIONS = ("META", "PROJECTS", "VOTES")
SHAPES = {
    "approval": shapes.NAMES,
    "choose-1": shapes.NAMES,
    "cumulative": shapes.POINTS,
    "scoring": shapes.POINTS,
    "ordinal": shapes.RANKING,
}
"""What the ballots of each `vote_type` can say."""

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
        return next((row[1].strip() for row in self.meta.rows if row[0].strip() == key), otherwise)

    def election(self) -> Election:
        """The election, with costs and budget in whole parts of the money's unit."""
        vote_type = self.fact("vote_type", "approval")
        if vote_type not in SHAPES:
            raise BadFile(f"vote_type “{vote_type[:40]}” is not known; known are {', '.join(SHAPES)}")
        costs = [_money(text, line) for text, line in _column(self.projects, "cost")]
        budget = _money(self.fact("budget"), None)
        unit = math.lcm(*(money.denominator for money in (*costs, budget)))
        name = self.projects.at("name")
        ids = [row[0].strip() for row in self.projects.rows]
        return Election(
            names=tuple(
                (row[name].strip() if name is not None else "") or row[0].strip() for row in self.projects.rows
            ),
            shape=SHAPES[vote_type],
            ballots=_ballots(self.votes, {key: number for number, key in enumerate(ids, start=1)}, SHAPES[vote_type]),
            title=self.fact("description"),
            costs=tuple(int(cost * unit) for cost in costs),
            budget=int(budget * unit),
            unit=unit,
        )


def read(text: str) -> Pabulib:
    """The file with this text."""
    sections: dict[str, list[tuple[int, Row]]] = {}
    rows: list[tuple[int, Row]] = []
    for line, row in _rows(text):
        title = row[0].strip().lstrip("\ufeff").upper()
        if len(row) == 1 and title in SECTIONS:
            if title in sections:
                raise BadFile(f"the section {title} stands twice", line)
            rows = sections.setdefault(title, [])
        elif not sections:
            raise BadFile(f"a .pb file begins with META, not “{row[0][:40]}”", line)
        else:
            rows.append((line, row))
    tables = []
    for title in SECTIONS:
        if not sections.get(title):
            raise BadFile(f"the section {title} is missing")
        tables.append(_table(sections[title], title))
    pabulib = Pabulib(*tables)
    _check(pabulib)
    return pabulib


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
        "rule": rule,
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


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """Rows that hold anything, each with the line where it begins."""
    reader = csv.reader(io.StringIO(text), delimiter=";", strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, tuple(row)
            line = reader.line_num + 1
    except csv.Error as problem:
        raise BadFile(f"the cells cannot be told apart ({problem})", reader.line_num) from problem


def _table(rows: list[tuple[int, Row]], title: str) -> Table:
    """A section's table; a row may leave out cells at its end."""
    columns = tuple(cell.strip() for cell in rows[0][1])
    for line, row in rows[1:]:
        if len(row) > len(columns):
            raise BadFile(f"there are {len(row)} cells, but {title} has {len(columns)} columns", line)
    filled = tuple(row + ("",) * (len(columns) - len(row)) for _, row in rows[1:])
    return Table(columns, filled, tuple(line for line, _ in rows[1:]))


def _check(pabulib: Pabulib) -> None:
    """Refuse what cannot be counted, and a file that was cut off."""
    if len(pabulib.meta.columns) != 2:
        raise BadFile("META has two columns, key and value")
    if not 1 <= len(pabulib.projects.rows) <= MOST_OPTIONS:
        raise BadFile(f"there should be from 1 to {MOST_OPTIONS} projects")
    seen: set[str] = set()
    for project, line in _column(pabulib.projects, "project_id"):
        if project in seen:
            raise BadFile(f"project {project[:40]} stands twice", line)
        seen.add(project)
    for key, table in (("num_projects", pabulib.projects), ("num_votes", pabulib.votes)):
        said = pabulib.fact(key)
        if said and said != str(len(table.rows)):
            raise BadFile(f"{key} is {said[:40]}, but there are {len(table.rows)}")


def _column(table: Table, name: str) -> Iterator[tuple[str, int | None]]:
    at = table.at(name)
    if at is None:
        raise BadFile(f"the column {name} is missing")
    return ((row[at].strip(), table.line(number)) for number, row in enumerate(table.rows))


def _ballots(votes: Table, numbers: dict[str, int], shape: str) -> Counter[str]:
    points = list(_column(votes, "points")) if shape == shapes.POINTS else []
    ballots: Counter[str] = Counter()
    for row, (vote, line) in enumerate(_column(votes, "vote")):
        named = [numbers.get(key.strip(), 0) for key in vote.split(",") if key.strip()]
        if 0 in named:
            raise BadFile(f"a vote names a project that there is not: “{vote[:40]}”", line)
        ranked = ranking([[option] for option in named], len(numbers), line or 0)
        if shape == shapes.POINTS:
            given = [whole(text, "points", line or 0) for text in points[row][0].split(",") if text.strip()]
            if len(given) != len(named):
                raise BadFile(f"there are {len(named)} projects, but {len(given)} points", line)
            ballots[shapes.write_points(dict(zip(named, given, strict=True)))] += 1
        else:
            ballots[ranked if shape == shapes.RANKING else shapes.write_names(named)] += 1
    return ballots


def _money(text: str, line: int | None) -> Fraction:
    """An amount of money, in whole units or with decimals, exactly."""
    plain = text.replace(",", ".")
    whole_part, _, decimals = plain.partition(".")
    if not (whole_part + decimals).isascii() or not (whole_part + decimals).isdigit() or len(plain) > 20:
        raise BadFile(f"“{text[:40]}” is not an amount of money", line)
    if len(decimals) > 4:
        raise BadFile(f"“{text[:40]}” has more decimals than money has", line)
    return Fraction(int(whole_part + decimals or 0), 10 ** len(decimals))


def _decimal(amount: int, unit: int) -> str:
    """An amount in the money's own unit, with as many decimals as it needs."""
    parts, rest = divmod(amount, unit)
    if not rest:
        return str(parts)
    return f"{parts}.{rest * 10**4 // unit:04d}".rstrip("0")
