"""BLT, the ballot file of vote-counting programs for ranked ballots (OpenSTV, OpaVote, Droop).

    4 2                 options and seats
    -2                  options that have withdrawn
    3 1 3=4 0           three ballots: first 1, then 3 and 4 on one rank
    (a7) 1 2 - 1 0      a ballot with a name of its own; the second rank was left empty
    0                   the ballots end
    "Ada" "Bo" …        names, then the title, then whatever the file says of itself

A ballot ends on its line. A comment runs from `#` to the end of its line. A backslash stands before a quotation mark
that is part of a name; where each name has a line of its own it may be missing, or the mark may be doubled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from participation.voting.counting import shapes
from participation.voting.counting.terms import Progress, silent
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, quoted, ranking, whole
from participation.voting.interchange.lines import Lines

_BARE = re.compile(r"\s*(?:\([^()]*\))?[^#]*")
_WITHDRAWN = re.compile(r"-\d+")
_LABEL = re.compile(r"\s*\(([^()]*)\)")
_TEXT = re.compile(r'"((?:\\.|[^"\\])*)"(?=\s|#|$)|#[^\n]*|(\s+)|(\S[^"\n]*)', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')


class Paper(NamedTuple):
    """One line of ballots: its own name if it has one, how many, and the ranks as the file writes them: `1 - 3=4`."""

    weight: int
    ranks: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Blt:
    """All that a BLT file carries."""

    names: tuple[str, ...]
    seats: int
    papers: tuple[Paper, ...]
    title: str = ""
    withdrawn: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    """Texts that come after the title, such as where the file is from."""

    def election(self) -> Election:
        """The election without those who withdrew; the others keep their order."""
        standing = [option for option in range(1, len(self.names) + 1) if option not in self.withdrawn]
        if not standing:
            raise BadFile("all_withdrawn")
        ballots: Counter[str] = Counter()
        number = {str(old): str(new) for new, old in enumerate(standing, start=1)} if self.withdrawn else {}
        for weight, ranks, _ in self.papers:
            choice = _standing(ranks, number) if number or "-" in ranks else ranks.replace(" ", ",")
            ballots[choice] += weight
        names = tuple(self.names[option - 1] for option in standing)
        return Election(names, shapes.RANKING, ballots, title=self.title, seats=self.seats)


def _standing(ranks: str, number: Mapping[str, str]) -> str:
    """The canonical choice of ranks without those left empty; where `number` says new ones, by these."""
    kept = ([number.get(o, "" if number else o) for o in rank.split("=")] for rank in ranks.split() if rank != "-")
    return ",".join("=".join(filter(None, rank)) for rank in kept if any(rank))


def of(election: Election) -> Blt:
    """A ranked election as a BLT file carries it, identical ballots together."""
    papers = (
        Paper(weight, " ".join("=".join(map(str, rank)) for rank in shapes.read_ranking(choice)))
        for choice, weight in sorted(election.ballots.items(), key=lambda item: (-item[1], item[0]))
    )
    return Blt(election.names, election.seats or 1, tuple(papers), election.title)


def write(blt: Blt) -> str:
    """The file's text."""
    lines = [f"{len(blt.names)} {blt.seats}"]
    if blt.withdrawn:
        lines.append(" ".join(f"-{option}" for option in blt.withdrawn))
    for paper in blt.papers:
        label = "" if paper.label is None else f"({paper.label}) "
        lines.append(" ".join(f"{label}{paper.weight} {paper.ranks} 0".split()))
    return "\n".join([*lines, "0", *map(_quoted, (*blt.names, blt.title, *blt.remarks)), ""])


def read(text: str, progress: Progress = silent) -> Blt:
    """The file with this text."""
    lines = Lines(text, progress)
    contents = filter(str.strip, map(_bare, lines))
    first = next(contents, "").split()
    if len(first) < 2:
        raise BadFile("expected", lines.number, what="both_numbers", found=quoted(" ".join(first)))
    options = whole(first[0], "how_many_options", lines.number, least=1, most=MOST_OPTIONS)
    seats = whole(first[1], "how_many_seats", lines.number, least=1, most=options)
    withdrawn: list[int] = []
    papers: list[Paper] = []
    known = frozenset(map(str, range(1, options + 1)))
    for line in chain([" ".join(first[2:])] if first[2:] else (), contents):
        words = line.split()
        if words == ["0"]:
            break
        if not papers and all(map(_WITHDRAWN.fullmatch, words)):
            withdrawn += [whole(word[1:], "who_withdrew", lines.number, least=1, most=options) for word in words]
        else:
            papers.append(_paper(line, words, known, lines.number))
    else:
        raise BadFile("ends_early", lines.number, what="ballot_or_end")
    names, title, remarks = _names(lines.rest(), lines.number, options)
    return Blt(names, seats, tuple(papers), title, tuple(withdrawn), remarks)


def _bare(line: str) -> str:
    """A line without its comment."""
    found = _BARE.match(line) if "#" in line else None
    return found.group() if found else line


def _paper(line: str, words: list[str], known: frozenset[str], number: int) -> Paper:
    """One line of ballots. Nearly all are plain options once each, which is seen at once."""
    label = None
    if labelled := _LABEL.match(line) if words[0].startswith("(") else None:
        label, words = labelled.group(1), line[labelled.end() :].split()
    elif words[0].startswith('"'):
        raise BadFile("expected", number, what="ballot_or_end", found=quoted(line))
    if not words or words[-1] != "0":
        raise BadFile("no_zero", number)
    ranks = words[1:-1]
    if not known.issuperset(ranks) or len(set(ranks)) < len(ranks):
        ranks = _as_written(ranks, len(known), number)
    return Paper(whole(words[0], "how_many_ballots", number, least=1), " ".join(ranks), label)


def _as_written(words: list[str], options: int, line: int) -> list[str]:
    """Ranks of which some are shared or left empty, each in the one way of writing it."""
    ranks = [[whole(o, "an_option", line) for o in word.split("=")] if word != "-" else [] for word in words]
    ranking(ranks, options, line)
    return ["=".join(map(str, sorted(rank))) or "-" for rank in ranks]


def _names(rest: str, line: int, options: int) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """The options' names, the title, and what stands after it, out of all that comes after the ballots."""
    try:
        texts = list(_between_marks(rest, line, options))
    except BadFile:
        texts = _line_by_line(rest)
        if not texts:
            raise
    if len(texts) < options:
        last = line + rest.rstrip().count("\n") + bool(rest.strip())
        raise BadFile("ends_early", last, what="name", option=len(texts) + 1)
    title = texts[options] if len(texts) > options else ""
    return tuple(texts[:options]), title, tuple(texts[options + 1 :])


def _between_marks(rest: str, line: int, options: int) -> Iterator[str]:
    """Texts in quotation marks, however many stand on a line."""
    given = 0
    for found in _TEXT.finditer(rest):
        text, _, stray = found.groups()
        if text is not None:
            given += 1
            yield _ESCAPED.sub(r"\1", text)
        elif stray is not None and not stray.startswith('"') and given < options:
            raise BadFile("expected", line + 1, what="name", option=given + 1, found=quoted(stray))
        elif stray is not None:
            raise BadFile("stray", line + 1, found=quoted(stray))
        line += found.group().count("\n")


def _line_by_line(rest: str) -> list[str]:
    """Texts that fill a line each, as programs write them that put no sign before a quotation mark in a name."""
    lines = [line.strip() for line in rest.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if not all(len(line) > 1 and line[0] == line[-1] == '"' for line in lines):
        return []
    inner = [line[1:-1] for line in lines]
    return [text.replace('""', '"') if '"' not in text.replace('""', "") else text for text in inner]


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
