"""CSV, as spreadsheets write it: a column for each option, a row for each different ballot.

    count,Ada,Bo,Cy
    12,1,2,
    3,2,2,1

A column may say how many ballots a row stands for (`count`, `votes`, `antal`), or name the ballot (`id`), which is not
kept. For a ranking the cells hold ranks, 1 first, the same number for a tie; for points the points; for names 1 or x;
for names among those seen 1, 0 for seen and not named. An empty cell says nothing. A ranking, or names, may also have
columns `rank 1`, `rank 2` … with names in the cells. Comma, semicolon or tab stand between cells.

A sheet carries no title, seats or costs, and no names that are empty, alike, or begin or end with a blank.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from participation.voting.counting import shapes
from participation.voting.counting.terms import Progress, silent
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, quoted, ranking, whole
from participation.voting.interchange.lines import rows

WEIGHTS = {"count", "weight", "ballots", "votes", "number", "antal", "vikt", "röster"}
LABELS = {"id", "ballot", "ballot_id", "ballot id", "voter", "voter_id", "voter id"}
YES, NO = {"1", "x", "yes", "ja", "true"}, {"", "0", "no", "nej", "false"}
MOST_POINTS = 1_000
LONGEST_HEADER = 100_000

_RANK_COLUMN = re.compile(
    r"(?:(?:rank|choice|preference|vote|val|plats|röst)[ _]?(\d{0,4})|(\d{1,4})(?:st|nd|rd|th)?(?: choice)?)", re.I
)
_RANKS = {str(rank): rank for rank in range(1, 10_000)}
_MARKED = re.compile(r'"[^"]*"')
_SEPARATOR = re.compile(r"sep=([,;\t])\n", re.I)
_FORMULA = ("=", "+", "-", "@", "'", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a sheet carries: names, the shape of its ballots, and canonical choices with how many there are."""

    names: tuple[str, ...]
    shape: str
    rows: tuple[tuple[str, int], ...]

    def election(self) -> Election:
        """The election, identical ballots together."""
        ballots: Counter[str] = Counter()
        for choice, weight in self.rows:
            ballots[choice] += weight
        return Election(self.names, self.shape, ballots)


def of(election: Election) -> Sheet:
    """An election as a sheet carries it, most frequent ballot first."""
    rows = sorted(election.ballots.items(), key=lambda item: (-item[1], item[0]))
    return Sheet(election.names, election.shape, tuple(rows))


def write(sheet: Sheet) -> str:
    """The sheet's text. Names that would be taken for a formula, a rank or a count begin with an apostrophe."""
    target = io.StringIO()
    lines = csv.writer(target, lineterminator="\n")
    lines.writerow(["count", *(f"'{name}" if _is_marked(name) else name for name in sheet.names)])
    for choice, weight in sheet.rows:
        cells = _cells(sheet.shape, choice)
        lines.writerow([weight, *(cells.get(option, "") for option in range(1, len(sheet.names) + 1))])
    return target.getvalue()


def _cells(shape: str, choice: str) -> Mapping[int, int]:
    """What stands in the cells of a ballot."""
    if shape == shapes.RANKING:
        return {option: at for at, rank in enumerate(shapes.read_ranking(choice), start=1) for option in rank}
    if shape == shapes.POINTS:
        return shapes.read_points(choice)
    if shape == shapes.SEEN:
        named, seen = shapes.read_seen(choice)
        return {option: int(option in named) for option in seen}
    return dict.fromkeys(shapes.read_names(choice), 1)


def read(text: str, shape: str, progress: Progress = silent) -> Sheet:
    """The sheet with this text, its cells read as ballots of `shape`."""
    lines = _lines(text, progress)
    header = _Header(next(lines, (1, []))[1], shape)
    options = _Options([] if header.names_in_cells else header.columns)
    found = []
    for line, row in lines:
        if any(cell.strip() for cell in row[header.width :]):
            raise BadFile("too_many_cells", line, cells=len(row), columns=header.width)
        if header.weight is None or any(row):
            cells = header.cells(row)
            choice = (
                options.by_names(cells, shape, line) if header.names_in_cells else options.choice(cells, shape, line)
            )
            found.append((choice, header.weight_of(row, line)))
    if not options.names:
        raise BadFile("nothing_named", 2)
    return Sheet(tuple(options.names), shape, tuple(found))


def _lines(text: str, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells, each with its line; what stands between cells is found in the first, or said before it."""
    said = _SEPARATOR.match(text)
    if said is not None:
        return ((line + 1, row) for line, row in rows(text[said.end() :], said.group(1), progress))
    bare = _MARKED.sub("", text[:LONGEST_HEADER]).partition("\n")[0]
    return rows(text, max(",;\t", key=bare.count), progress)


class _Header:
    """What the first row says of the columns."""

    def __init__(self, row: Sequence[str], shape: str) -> None:
        titles = [cell.strip() for cell in row]
        while titles and not titles[-1]:
            titles.pop()
        self.width = len(titles)
        counts = [at for at, title in enumerate(titles) if title.lower() in WEIGHTS]
        if len(counts) > 1:
            raise BadFile("column_twice", 1, name=quoted(titles[counts[1]]))
        self.weight = counts[0] if counts else None
        self._options = [at for at, title in enumerate(titles) if title.lower() not in WEIGHTS | LABELS]
        self.columns = [_name(titles[at]) for at in self._options]
        if not self.columns or not all(self.columns):
            raise BadFile("columns_unnamed", 1)
        ranks = [_RANK_COLUMN.fullmatch(titles[at]) for at in self._options]
        self.names_in_cells = shape in {shapes.RANKING, shapes.NAMES} and all(ranks)
        if self.names_in_cells:
            number = {at: int(rank[1] or rank[2] or 0) for at, rank in zip(self._options, ranks, strict=True) if rank}
            self._options.sort(key=number.__getitem__)

    def cells(self, row: Sequence[str]) -> list[str]:
        """What a row says of the options, or its names from the first rank on."""
        return [row[at].strip() if at < len(row) else "" for at in self._options]

    def weight_of(self, row: Sequence[str], line: int) -> int:
        """How many ballots a row stands for."""
        if self.weight is None:
            return 1
        return whole(row[self.weight] if self.weight < len(row) else "", "how_many_ballots", line, least=1)


def _name(cell: str) -> str:
    cell = cell.strip()
    return cell[1:].strip() if cell.startswith("'") and _is_marked(cell[1:]) else cell


def _is_marked(name: str) -> bool:
    """Whether an apostrophe stands before a name in a cell."""
    plain = name.startswith(_FORMULA) or name.lower() in WEIGHTS | LABELS
    return plain or _RANK_COLUMN.fullmatch(name) is not None


class _Options:
    """The options of a sheet, and its cells as ballots."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        for name in names:
            if name in self._numbers:
                raise BadFile("column_twice", 1, name=quoted(name))
            self._number(name, 1)

    def _number(self, name: str, line: int) -> int:
        if name not in self._numbers:
            if len(self.names) == MOST_OPTIONS:
                raise BadFile("too_many_options", line, limit=MOST_OPTIONS)
            self.names.append(name)
            self._numbers[name] = len(self.names)
        return self._numbers[name]

    def by_names(self, cells: Sequence[str], shape: str, line: int) -> str:
        """A ballot whose cells hold names, first rank first."""
        named = [self._number(_name(cell), line) for cell in cells if cell]
        ranked = ranking([[option] for option in named], len(self.names), line)
        return ranked if shape == shapes.RANKING else shapes.write_names(named)

    def choice(self, cells: Sequence[str], shape: str, line: int) -> str:
        """A ballot whose cells say something about the option of their column."""
        if shape == shapes.RANKING:
            return _ranks(cells, line)
        if shape == shapes.POINTS:
            return shapes.write_points(
                {o: whole(c, "grade", line, most=MOST_POINTS) for o, c in enumerate(cells, start=1) if c}
            )
        named = {option for option, cell in enumerate(cells, start=1) if _is_yes(cell, line)}
        if shape == shapes.SEEN:
            return shapes.write_seen(named, {option for option, cell in enumerate(cells, start=1) if cell})
        return shapes.write_names(named)


def _ranks(cells: Sequence[str], line: int) -> str:
    """A ranking out of ranks; a row of nothing but ticks gives all that it ticks the first."""
    ticked = {"x", "X"}.intersection(cells) and set(cells) <= {"", "x", "X"}
    by_rank: dict[int, list[int]] = {}
    for option, cell in enumerate(cells, start=1):
        if cell:
            rank = 1 if ticked else _RANKS.get(cell)
            if rank is None:
                raise BadFile("not_a_rank", line, found=quoted(cell))
            by_rank.setdefault(rank, []).append(option)
    return shapes.write_ranking(by_rank[rank] for rank in sorted(by_rank))


def _is_yes(cell: str, line: int) -> bool:
    if cell.lower() not in YES | NO:
        raise BadFile("not_a_tick", line, found=quoted(cell))
    return cell.lower() in YES
