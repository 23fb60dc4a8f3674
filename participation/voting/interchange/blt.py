"""BLT, the ballot file of vote-counting programs for ranked ballots (OpenSTV, OpaVote, Droop).

    4 2                 options and seats
    -2                  options that have withdrawn
    3 1 3=4 0           three ballots: first 1, then 3 and 4 on one rank
    (a7) 1 2 - 1 0      a ballot with a name of its own; the second rank was left empty
    0                   the ballots end
    "Ada" "Bo" …        names, then the title

A comment runs from `#` to the end of its line. A backslash stands before a quotation mark that is part of a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from participation.voting.counting import shapes
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, ranking, whole

_TOKEN = re.compile(r'#[^\n]*|"((?:\\.|[^"\\])*)"|\(([^()\n]*)\)|([^\s"#()]+)|(\n)|([^\S\n]+)|(.)', re.DOTALL)

Token = tuple[int, str, str]
"""Line, kind (`word`, `name` or `id`), text."""


@dataclass(frozen=True, slots=True)
class Paper:
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

    def election(self) -> Election:
        """The election without those who withdrew; the others keep their order."""
        standing = [option for option in range(1, len(self.names) + 1) if option not in self.withdrawn]
        if not standing:
            raise BadFile("every option has withdrawn")
        number = {str(old): str(new) for new, old in enumerate(standing, start=1)}
        ballots: Counter[str] = Counter()
        for paper in self.papers:
            ranks = [[number[o] for o in rank.split("=") if o in number] for rank in paper.ranks.split()]
            ballots[",".join("=".join(sorted(rank, key=int)) for rank in ranks if rank)] += paper.weight
        names = tuple(self.names[option - 1] for option in standing)
        return Election(names, shapes.RANKING, ballots, title=self.title, seats=self.seats)


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
    return "\n".join([*lines, "0", *map(_quoted, (*blt.names, blt.title)), ""])


def read(text: str) -> Blt:
    """The file with this text."""
    tokens = _Tokens(text)
    options = tokens.number("the number of options", least=1, most=MOST_OPTIONS)
    seats = tokens.number("the number of seats", least=1, most=options)
    withdrawn = tuple(tokens.withdrawn(options))
    papers = tuple(tokens.papers(options))
    names = tuple(tokens.name(f"the name of option {option}") for option in range(1, options + 1))
    title = tokens.name("the title") if tokens.more() else ""
    tokens.end()
    return Blt(names, seats, papers, title, withdrawn)


class _Tokens:
    """The file's words in order, each with its line."""

    def __init__(self, text: str) -> None:
        self._left = _tokens(text)
        self._next: Token | None = next(self._left, None)
        self._line = 1

    def more(self) -> bool:
        """Whether anything is left."""
        return self._next is not None

    def take(self, kind: str, what: str) -> str:
        """The next word, which has to be of a kind."""
        if self._next is None:
            raise BadFile(f"the file ends where {what} should stand", self._line)
        self._line, found, text = self._next
        if found != kind:
            raise BadFile(f"here should stand {what}, not “{text[:40]}”", self._line)
        self._next = next(self._left, None)
        return text

    def number(self, what: str, *, least: int, most: int) -> int:
        """The next word as a number."""
        return whole(self.take("word", what), what, self._line, least=least, most=most)

    def name(self, what: str) -> str:
        """The next text in quotation marks."""
        return self.take("name", f"{what} in quotation marks")

    def end(self) -> None:
        """Refuse whatever comes after the title."""
        if self._next is not None:
            raise BadFile(f"nothing should come after the title: “{self._next[2][:40]}”", self._next[0])

    def withdrawn(self, options: int) -> Iterator[int]:
        """Numbers with a minus before them."""
        while self._next is not None and self._next[1] == "word" and re.fullmatch(r"-\d+", self._next[2]):
            text = self.take("word", "an option")
            yield whole(text[1:], "an option that has withdrawn", self._line, least=1, most=options)

    def papers(self, options: int) -> Iterator[Paper]:
        """Ballots up to the single 0."""
        while True:
            label = self.take("id", "a ballot") if self._next is not None and self._next[1] == "id" else None
            weight = whole(self.take("word", "a ballot, or 0 after the last one"), "the number of ballots", self._line)
            if not weight and label is None:
                return
            if not weight:
                raise BadFile("a ballot counts at least once", self._line)
            yield Paper(weight, self._ranks(options), label)

    def _ranks(self, options: int) -> str:
        line, words = self._line, []
        while (word := self.take("word", "0 at the end of the ballot")) != "0":
            words.append(word)
        ranks = [
            [whole(option, "an option", line) for option in word.split("=")] if word != "-" else [] for word in words
        ]
        ranking(ranks, options, line)
        return " ".join("=".join(map(str, sorted(rank))) if rank else "-" for rank in ranks)


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        name, label, word, _, _, stray = found.groups()
        if name is not None:
            yield line, "name", re.sub(r"\\(.)", r"\1", name)
        elif label is not None:
            yield line, "id", label
        elif word is not None:
            yield line, "word", word
        elif stray is not None:
            raise BadFile(f"“{stray}” has no end, or does not belong here", line)
        line += found.group().count("\n")


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
