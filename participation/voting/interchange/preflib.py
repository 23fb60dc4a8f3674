"""PrefLib's orders, read only: `.soc` and `.soi` (no ties), `.toc` and `.toi` (ties); the last letter says whether
every order is complete.

    # NUMBER ALTERNATIVES: 3
    # ALTERNATIVE NAME 1: Ada
    12: 1,{2,3}
"""

from __future__ import annotations

import re
from collections import Counter

from participation.voting.counting import shapes
from participation.voting.interchange.election import MOST_OPTIONS, BadFile, Election, ranking, whole

KINDS = ("soc", "soi", "toc", "toi")

_HEADER = re.compile(r"#\s*([^:]+?)\s*:\s*(.*)")
_RANK = re.compile(r"\s*(?:\{([^{}]*)\}|(\d+))\s*(?:,|$)")


def read(text: str, kind: str) -> Election:
    """The election in a file's text; `kind` is one of `KINDS`."""
    facts: dict[str, tuple[str, int]] = {}
    ballots: Counter[str] = Counter()
    names: tuple[str, ...] = ()
    for line, raw in enumerate(text.split("\n"), start=1):
        if raw.startswith("#"):
            if header := _HEADER.fullmatch(raw.rstrip()):
                facts[header.group(1).upper()] = (header.group(2), line)
        elif raw.strip():
            names = names or _names(facts, line)
            number, colon, order = raw.partition(":")
            if not colon:
                raise BadFile("here should stand a number of ballots, a colon and an order, such as “12: 1,2”", line)
            weight = whole(number, "the number of ballots", line, least=1)
            ballots[_order(order, kind, len(names), line)] += weight
    names = names or _names(facts, 1)
    _check_sum(facts, "NUMBER VOTERS", ballots.total())
    return Election(names, shapes.RANKING, ballots, title=facts.get("TITLE", ("", 0))[0])


def _names(facts: dict[str, tuple[str, int]], line: int) -> tuple[str, ...]:
    """The options' names out of the header."""
    if "NUMBER ALTERNATIVES" not in facts:
        raise BadFile("the header does not say the NUMBER ALTERNATIVES", line)
    text, at = facts["NUMBER ALTERNATIVES"]
    options = whole(text, "NUMBER ALTERNATIVES", at, least=1, most=MOST_OPTIONS)
    missing = [o for o in range(1, options + 1) if f"ALTERNATIVE NAME {o}" not in facts]
    if missing:
        raise BadFile(f"the header does not say the ALTERNATIVE NAME {missing[0]}", line)
    return tuple(facts[f"ALTERNATIVE NAME {option}"][0] for option in range(1, options + 1))


def _order(text: str, kind: str, options: int, line: int) -> str:
    """One order as canonical choice."""
    ranks, at = [], 0
    text = text.strip()
    while at < len(text):
        found = _RANK.match(text, at)
        if found is None:
            raise BadFile(f"the order cannot be read from “{text[at : at + 40]}” on", line)
        ranks.append([whole(option, "an option", line) for option in (found.group(1) or found.group(2)).split(",")])
        at = found.end()
    if kind.startswith("s") and any(len(rank) > 1 for rank in ranks):
        raise BadFile(f"there are no ties in a .{kind} file", line)
    if kind.endswith("c") and sum(map(len, ranks)) != options:
        raise BadFile(f"every order in a .{kind} file names all {options} options", line)
    return ranking(ranks, options, line)


def _check_sum(facts: dict[str, tuple[str, int]], name: str, found: int) -> None:
    """Refuse a file that was cut off."""
    if name in facts:
        text, line = facts[name]
        if whole(text, name, line, most=10**12) != found:
            raise BadFile(f"{name} is {text}, but there are {found} ballots", line)
