"""Full text: what is put into the index of either database, and how it is asked.

Swedish joins words: who looks for “väg” wants “gångvägen” too. So a long word is indexed with each of its ends, and a
question finds what begins as it does, without its own ending. Both databases get the same words and find the same.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, Subquery, bindparam, cast, column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from participation import db

INDEX = table("proposal_search", column("rowid", Integer), column("number", Integer), column("words"))
"""SQLite: an FTS5 table without content of its own. PostgreSQL: a tsvector with its number. Not among the models."""

NEAR = 3000
"""How many of the newest are looked through by themselves."""
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


def fits() -> ColumnElement[bool]:
    """SQLite: whether a row of the index fits the question `asked`. Rows come in the order of their numbers."""
    return text("proposal_search MATCH :asked").bindparams(bindparam("asked"))  # type: ignore[return-value]


def hits(*, newest: bool, before: bool, most: int | None) -> Subquery:
    """PostgreSQL: the numbers of what fits the question `asked`, below `before` when that is given, at most so many.

    It cannot know how many fit the beginning of a word, and would walk all proposals for one that is nowhere. So it is
    asked for those among the `newest` first, and, when they do not fill the page, for all that its index of words has.
    """
    rows = select(INDEX.c.number, INDEX.c.words)
    if before:
        rows = rows.where(INDEX.c.number < bindparam("before", type_=Integer))
    if newest:
        near = rows.order_by(INDEX.c.number.desc()).limit(NEAR).subquery("near")
        return select(near.c.number).where(_fits(near.c.words)).subquery("hits")
    # A sum is in no index: what fits is gathered by its words and then sorted.
    return rows.where(_fits(INDEX.c.words)).order_by((INDEX.c.number + 0).desc()).limit(most).subquery("hits")


def _fits(words: ColumnElement[Any]) -> ColumnElement[bool]:
    return words.op("@@", is_comparison=True)(cast(bindparam("asked", type_=String), TSQUERY))


def question(wanted: list[str]) -> str:
    """The question as this database takes it. Stems hold only letters and digits."""
    if db.is_postgresql():
        return " & ".join(f"'{stem}':*" for stem in wanted)
    return " AND ".join(f'"{stem}" *' for stem in wanted)
