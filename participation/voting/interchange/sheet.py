"""CSV, as spreadsheets write it: a column for each option, a row for each different ballot.

    count,Ada,Bo,Cy
    12,1,2,
    3,2,2,1

The first column may say how many ballots a row stands for (`count`, `antal`) or name the ballot (`id`), which is not
kept. For a ranking the cells hold ranks, 1 first, the same number for a tie; for points the points; for names 1 or x;
for names among those seen 1, 0 for seen and not named. An empty cell says nothing. A ranking may also have columns
`rank 1`, `rank 2` … with names in the cells. Comma, semicolon or tab stand between cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from participation.voting.counting import shapes
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, ranking, whole

WEIGHTS = {"count", "weight", "ballots", "antal", "vikt"}
LABELS = {"id", "ballot", "voter", "voter_id"}
YES, NO = {"1", "x", "yes", "ja", "true"}, {"", "0", "no", "nej", "false"}
MOST_RANK = 10_000
MOST_POINTS = 1_000

_RANK_COLUMN = re.compile(r"(?:(?:rank|choice|preference|val|plats)[ _]?(\d+)|(\d+)(?:st|nd|rd|th)?(?: choice)?)", re.I)
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
    """The sheet's text. Names that would be taken for a formula, or for a rank, begin with an apostrophe."""
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


def read(text: str, shape: str) -> Sheet:
    """The sheet with this text, its cells read as ballots of `shape`."""
    rows = _rows(text)
    _, header = next(rows, (1, []))
    first = header[0].strip().lower() if header else ""
    weighted, skip = first in WEIGHTS, int(first in WEIGHTS | LABELS)
    columns = [_name(cell) for cell in header[skip:]]
    if not columns or not all(columns):
        raise BadFile("the first line should name every column", 1)
    named_cells = shape == shapes.RANKING and all(_RANK_COLUMN.fullmatch(cell.strip()) for cell in header[skip:])
    options = _Options([] if named_cells else columns)
    found = []
    for line, row in rows:
        if len(row) > len(header):
            raise BadFile(f"there are {len(row)} cells, but {len(header)} columns", line)
        weight = whole(row[0], "the number of ballots", line, least=1) if weighted else 1
        cells = [cell.strip() for cell in row[skip:]]
        found.append((options.by_names(cells, line) if named_cells else options.choice(cells, shape, line), weight))
    if not options.names:
        raise BadFile("no option is named in any cell", 2)
    return Sheet(tuple(options.names), shape, tuple(found))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line where it begins."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        raise BadFile(f"the cells cannot be told apart ({problem})", reader.line_num) from problem


def _name(cell: str) -> str:
    cell = cell.strip()
    return cell[1:].strip() if cell.startswith("'") and _is_marked(cell[1:]) else cell


def _is_marked(name: str) -> bool:
    """Whether an apostrophe stands before a name in a cell."""
    return name.startswith(_FORMULA) or _RANK_COLUMN.fullmatch(name) is not None


class _Options:
    """The options of a sheet, and its cells as ballots."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        for name in names:
            if name in self._numbers:
                raise BadFile(f"“{name[:40]}” stands over two columns", 1)
            self._number(name, 1)

    def _number(self, name: str, line: int) -> int:
        if name not in self._numbers:
            if len(self.names) == MOST_OPTIONS:
                raise BadFile(f"there are more than {MOST_OPTIONS} options", line)
            self.names.append(name)
            self._numbers[name] = len(self.names)
        return self._numbers[name]

    def by_names(self, cells: Sequence[str], line: int) -> str:
        """A ranking whose cells hold names, first rank first."""
        ranks = [[self._number(_name(cell), line)] for cell in cells if cell]
        return ranking(ranks, len(self.names), line)

    def choice(self, cells: Sequence[str], shape: str, line: int) -> str:
        """A ballot whose cells say something about the option of their column."""
        if shape == shapes.RANKING:
            return _ranks(cells, line)
        if shape == shapes.POINTS:
            return shapes.write_points(
                {o: whole(c, "points", line, most=MOST_POINTS) for o, c in enumerate(cells, start=1) if c}
            )
        named = {option for option, cell in enumerate(cells, start=1) if _is_yes(cell, line)}
        if shape == shapes.SEEN:
            return shapes.write_seen(named, {option for option, cell in enumerate(cells, start=1) if cell})
        return shapes.write_names(named)


def _ranks(cells: Sequence[str], line: int) -> str:
    by_rank: dict[int, list[int]] = {}
    for option, cell in enumerate(cells, start=1):
        if cell:
            by_rank.setdefault(whole(cell, "a rank", line, least=1, most=MOST_RANK), []).append(option)
    return shapes.write_ranking(by_rank[rank] for rank in sorted(by_rank))


def _is_yes(cell: str, line: int) -> bool:
    if cell.lower() not in YES | NO:
        raise BadFile(f"a cell should hold 1 or nothing, not “{cell[:40]}”", line)
    return cell.lower() in YES
