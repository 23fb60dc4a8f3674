"""PrefLib's orders, read only: `.soc` and `.soi` (no ties), `.toc` and `.toi` (ties); the last letter says whether
every order is complete.

    # NUMBER ALTERNATIVES: 3
    # ALTERNATIVE NAME 1: Ada
    12: 1,{2,3}

Until 2022 the same stood without marks: the number of options, `1,Ada` and so on, voters with two more sums, and orders
as `12,1,{2,3}`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from participation.voting.counting import shapes
from participation.voting.counting.terms import Progress, silent
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, quoted, ranking, whole
from participation.voting.interchange.lines import Lines

KINDS = ("soc", "soi", "toc", "toi")

_HEADER = re.compile(r"#\s*([^:]+?)\s*:\s*(.*)")
_UNMARKED = re.compile(r'"(.*)"')
_RANK = re.compile(r"\s*(?:\{([^{}]*)\}|(\d+))\s*(?:,|$)")

Contents = Iterator[tuple[int, str]]
"""Lines that hold anything but a header, each with its number."""


def read(text: str, kind: str, progress: Progress = silent) -> Election:
    """The election in a file's text; `kind` is one of `KINDS`."""
    facts: dict[str, tuple[str, int]] = {}
    contents = _contents(Lines(text, progress), facts)
    first = next(contents, None)
    if first is not None and first[1].strip().isdigit():
        return _read_old(first, contents, kind)
    names = _names(facts, first[0] if first else 1)
    again = chain([first] if first else (), contents)
    ballots = _ballots(again, kind, len(names), ":", "order")
    if "NUMBER VOTERS" in facts:
        said, line = facts["NUMBER VOTERS"]
        _check_sum("NUMBER VOTERS", said, ballots, line)
    return Election(names, shapes.RANKING, ballots, title=facts.get("TITLE", ("", 0))[0])


def _contents(lines: Lines, facts: dict[str, tuple[str, int]]) -> Contents:
    for line in lines:
        if line.startswith("#"):
            if header := _HEADER.fullmatch(line.rstrip()):
                facts[header.group(1).upper()] = (header.group(2), lines.number)
        elif line.strip():
            yield lines.number, line


def _read_old(first: tuple[int, str], contents: Contents, kind: str) -> Election:
    """A file as PrefLib wrote them until 2022: options and names without a mark, then sums, then orders."""
    options = whole(first[1], "how_many_options", first[0], least=1, most=MOST_OPTIONS)
    names = []
    line = first[0]
    for option in range(1, options + 1):
        line, text = next(contents, (line, ""))
        number, comma, name = text.partition(",")
        if not comma or number.strip() != str(option):
            raise BadFile("expected", line, what="old_name", option=option, found=quoted(text))
        names.append(_UNMARKED.sub(r"\1", name.strip()))
    line, sums = next(contents, (line, ""))
    ballots = _ballots(contents, kind, options, ",", "old_order")
    _check_sum("NUMBER VOTERS", sums.partition(",")[0], ballots, line)
    return Election(tuple(names), shapes.RANKING, ballots)


def _ballots(contents: Iterable[tuple[int, str]], kind: str, options: int, mark: str, what: str) -> Counter[str]:
    """Orders, each after how many ballots it stands for and a mark."""
    ballots: Counter[str] = Counter()
    known = frozenset(map(str, range(1, options + 1)))
    for line, text in contents:
        number, marked, order = text.partition(mark)
        if not marked:
            raise BadFile("expected", line, what=what, found=quoted(text))
        weight = whole(number, "how_many_ballots", line, least=1)
        ranks = order.strip().replace(", ", ",").split(",")
        plain = known.issuperset(ranks) and len(set(ranks)) == len(ranks) and not kind.endswith("c")
        ballots[",".join(ranks) if plain else _order(order, kind, options, line)] += weight
    return ballots


def _names(facts: dict[str, tuple[str, int]], line: int) -> tuple[str, ...]:
    """The options' names out of the header."""
    if "NUMBER ALTERNATIVES" not in facts:
        raise BadFile("header_without", line, name="NUMBER ALTERNATIVES")
    text, at = facts["NUMBER ALTERNATIVES"]
    options = whole(text, "how_many_options", at, least=1, most=MOST_OPTIONS)
    missing = [o for o in range(1, options + 1) if f"ALTERNATIVE NAME {o}" not in facts]
    if missing:
        raise BadFile("header_without", line, name=f"ALTERNATIVE NAME {missing[0]}")
    return tuple(facts[f"ALTERNATIVE NAME {option}"][0] for option in range(1, options + 1))


def _order(text: str, kind: str, options: int, line: int) -> str:
    """One order as canonical choice."""
    ranks, at = [], 0
    text = text.strip()
    while at < len(text):
        found = _RANK.match(text, at)
        if found is None:
            raise BadFile("order", line, found=quoted(text[at:]))
        inside = found.group(2) or found.group(1)
        ranks.append([whole(option, "an_option", line) for option in inside.split(",")] if inside.strip() else [])
        at = found.end()
    if kind.startswith("s") and any(len(rank) > 1 for rank in ranks):
        raise BadFile("ties", line, kind=kind)
    if kind.endswith("c") and sum(map(len, ranks)) != options:
        raise BadFile("incomplete", line, kind=kind, options=options)
    return ranking(ranks, options, line)


def _check_sum(name: str, said: str, ballots: Counter[str], line: int) -> None:
    """Refuse a file that was cut off."""
    if whole(said, "how_many_ballots", line, most=10**12) != ballots.total():
        raise BadFile("sum_differs", line, name=name, said=said.strip(), found=ballots.total())
