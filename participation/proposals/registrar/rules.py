"""A proposal as a record of texts, and masking in it. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

WORDS = 2000
"""Characters of the list of words to mask."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A text of an entry. `key` names it in forms; `gone` says that it is not public any more, and why."""

    key: str
    label: str
    text: str
    gone: str = ""
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an entry; `text` stands for it."""

    id: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of the ledger in words."""

    seq: int
    kind: str
    heading: str
    at: dt.datetime
    hash: str
    lines: Sequence[Line]
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that was published about a proposal; `facts` are what it goes by, as labels and values."""

    number: int
    title: str
    facts: Sequence[tuple[str, str]]
    entries: Sequence[Entered]


def words_of(raw: str) -> list[str]:
    """What is to be masked everywhere: one word or phrase on each line, the longest first."""
    found = {" ".join(line.split()) for line in raw.splitlines()}
    return sorted((word for word in found if len(word) >= SHORTEST), key=lambda word: (-len(word), word))


def masked(record: Record, keys: Collection[str], words: Sequence[str], sign: str) -> Record:
    """The record as it may be given out: whole texts by their keys, words wherever they stand, pictures by their ids.

    `sign` stands where something was taken out.
    """

    def cover(text: str) -> str:
        return _without(text, words, sign)

    entries = [
        replace(
            entry,
            lines=[_line(line, keys, words, sign) for line in entry.lines],
            pictures=[replace(one, text=cover(one.text)) for one in entry.pictures if one.id not in keys],
        )
        for entry in record.entries
    ]
    facts = [(label, cover(value)) for label, value in record.facts]
    return replace(record, title=cover(record.title), facts=facts, entries=entries)


def _line(line: Line, keys: Collection[str], words: Sequence[str], sign: str) -> Line:
    text = sign if line.key in keys else _without(line.text, words, sign)
    label = _without(line.label, words, sign)
    return replace(line, label=label, text=text, masked=(label, text) != (line.label, line.text))


def _without(text: str, words: Iterable[str], sign: str) -> str:
    """Words are found whatever their case, as whole words; spaces between them may be any."""
    for word in words:
        pattern = r"\s+".join(re.escape(part) for part in word.split())
        text = re.sub(rf"(?<!\w){pattern}(?!\w)", sign, text, flags=re.IGNORECASE)
    return text


def readable(text: str, known: Collection[int]) -> str:
    """A text in letters that a typeface has: any other sign is told by its name, such as `[skateboard]`."""
    return "".join(char if char in "\n\t" or ord(char) in known else _named(char) for char in text)


def _named(char: str) -> str:
    if unicodedata.category(char) in {"Cc", "Cf", "Mn"}:
        return ""
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}').lower()}]"
