"""Full text: what is put into the index of either database, and how it is asked.

Swedish joins words: who looks for “väg” wants “gångvägen” too. So a long word is indexed with each of its ends, and a
question finds what begins as it does, without its own ending. Both databases get the same words and find the same.
"""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, Integer, bindparam, column, table, text
from sqlalchemy.orm import Session

from participation import db

INDEX = table("proposal_search", column("rowid", Integer), column("number", Integer))
"""SQLite: an FTS5 table without content of its own. PostgreSQL: a tsvector with its number. Not among the models."""

SHORTEST_END = 3
SHORTEST_STEM = 3
LONGEST_WORD = 40
MOST_WORDS = 5
_ENDINGS = "arnas ernas ornas arna erna orna aren heten heter ande ende en et er ar or na an a e".split()


def words_of(raw: str) -> list[str]:
    """The words of a text, each once and small."""
    found = (word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", raw.casefold()))
    return list(dict.fromkeys(found))


def indexed(raw: str) -> list[str]:
    """What of a text can be found: its words, and the ends of the long ones."""
    ends = (word[start:] for word in words_of(raw) for start in range(max(1, len(word) - SHORTEST_END + 1)))
    return list(dict.fromkeys(ends))


def stems(raw: str) -> list[str]:
    """What is looked for: the beginnings of at most five words."""
    return [_stem(word) for word in words_of(raw)[:MOST_WORDS]]


def _stem(word: str) -> str:
    """A word without its Swedish ending, as long as three letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def put_in(session: Session, number: int, raw: str) -> None:
    """Make a proposal findable, within the transaction that makes it."""
    if db.is_postgresql():
        statement = text("INSERT INTO proposal_search (number, words) VALUES (:number, array_to_tsvector(:words))")
        session.execute(statement, {"number": number, "words": indexed(raw)})
    else:
        statement = text("INSERT INTO proposal_search (rowid, words) VALUES (:number, :words)")
        session.execute(statement, {"number": number, "words": " ".join(indexed(raw))})


def number() -> ColumnElement[int]:
    """The proposal's number in the index: what is found is walked by it."""
    return INDEX.c.number if db.is_postgresql() else INDEX.c.rowid


def fits() -> ColumnElement[bool]:
    """Whether a row of the index fits the question `asked`."""
    return text(
        "proposal_search.words @@ CAST(:asked AS tsquery)" if db.is_postgresql() else "proposal_search MATCH :asked"
    ).bindparams(bindparam("asked"))  # type: ignore[return-value]


def question(wanted: list[str]) -> str:
    """The question as this database takes it. Stems hold only letters and digits."""
    if db.is_postgresql():
        return " & ".join(f"'{stem}':*" for stem in wanted)
    return " AND ".join(f'"{stem}" *' for stem in wanted)
