"""How hard a text is to read, and whether an answer is full, friendly, fast and followed up. Pure.

`static/js/readability.js` measures in the same way as one types; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
import enum
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from participation.proposals import rules
from participation.proposals.rules import Answer, Basis, Verdict

LONG = 6
"""A word of more letters than this is long (LIX)."""

FIELDS = {
    "verdict": 20, "reasons": rules.WORDS, "basis": 20, "paragraph": 40, "decided_on": 10, "meeting_on": 10,
    "passed_to": rules.SENTENCE, "planned": rules.SENTENCE, "duplicate_of": 12, "question": rules.SENTENCE,
    "ends_on": 10,
}  # fmt: skip
"""The fields of an answer as its form names them, and how long each may be. Entries name what they say the same."""


class Level(enum.StrEnum):
    """How hard a text is to read."""

    NOTHING = "nothing"
    VERY_EASY = "very_easy"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


LIMITS = {"sv": (30, 40, 50), "en": (6, 9, 12)}
"""Below the first a text is very easy, below the second easy, below the third medium.

Swedish by LIX (C. H. Björnsson, Läsbarhet, 1968): words per sentence, and the share of long words in a hundred.
English by the Automated Readability Index (Senter and Smith, AMRL-TR-66-220, 1967), which gives a school year.
Both count only letters, words and sentences, so that the browser can do it too.
"""
_COMMON = {
    "sv": frozenset("och att det är som på vi inte för ni med den har av till ett kan ska".split()),
    "en": frozenset("the and to is of we you it that not are this with will be your can our".split()),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured in a text."""

    language: str
    words: int
    score: int
    level: Level


def measure(text: str, otherwise: str) -> Reading:
    """How hard a text is to read. Its language is the one that it looks like, or `otherwise`."""
    language = language_of(text, otherwise)
    words = letters = long = sentences = 0
    for line in text.split("\n"):
        begun = False
        for token in _tokens(line):
            length = _length(token)
            words, letters, long = words + bool(length), letters + length, long + (length > LONG)
            begun = begun or bool(length)
            if begun and _ends(token):
                sentences, begun = sentences + 1, False
        sentences += begun
    if not words:
        return Reading(language, 0, 0, Level.NOTHING)
    if language == "sv":
        exact = words / sentences + 100 * long / words
    else:
        exact = 4.71 * letters / words + 0.5 * words / sentences - 21.43
    score = max(0, math.floor(exact + 0.5))
    return Reading(language, words, score, _level(score, language))


def language_of(text: str, otherwise: str) -> str:
    """Whose small words a text has most of; `otherwise` when that does not tell."""
    words = [token.lower() for token in _tokens(text)]
    found = {code: sum(word in common for word in words) for code, common in _COMMON.items()}
    if found["sv"] == found["en"]:
        return otherwise
    return max(found, key=found.__getitem__)


def _tokens(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).replace("\ufeff", " ").split()


def _length(token: str) -> int:
    return sum(char.isalpha() or char.isdecimal() for char in token)


def _ends(token: str) -> bool:
    """Whether a sentence ends with this; `t.ex.` and its like have a dot inside too."""
    bare = token.rstrip("\"'”’»)]")
    return bare[-1:] in set(".!?:…") and not (bare.endswith(".") and "." in bare.rstrip("."))


def _level(score: int, language: str) -> Level:
    below = zip(LIMITS[language], (Level.VERY_EASY, Level.EASY, Level.MEDIUM), strict=True)
    return next((level for limit, level in below if score < limit), Level.HARD)


def as_answer(said: Mapping[str, str]) -> Answer | None:
    """An unfinished answer, read as far as it makes sense; nothing before its verdict is chosen."""
    if said.get("verdict") not in set(Verdict):
        return None
    verdict = Verdict(said["verdict"])
    basis = said.get("basis", "")
    judged = verdict in rules.JUDGEMENTS or verdict == Verdict.TRIAL
    number = said.get("duplicate_of", "")
    return Answer(
        verdict=verdict,
        reasons=said.get("reasons", ""),
        basis=Basis(basis) if judged and basis in set(Basis) else Basis.WISH,
        paragraph=said.get("paragraph", ""),
        decided_on=_day(said.get("decided_on", "")),
        meeting_on=_day(said.get("meeting_on", "")),
        passed_to=said.get("passed_to", ""),
        planned=said.get("planned", ""),
        duplicate_of=int(number) if number.isascii() and number.isdigit() else None,
        question=said.get("question", ""),
        ends_on=_day(said.get("ends_on", "")),
    )


def _day(raw: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(raw)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Promised:
    """What the proposal has promised: the days of the first answer and of the decision, and the next open step."""

    received_on: dt.date
    reply_by: dt.date
    decide_by: dt.date
    next_step: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FourFs:
    """Lundy's four F's of good feedback to children, as far as an answer has them."""

    reasons: bool
    basis: bool
    friendly: bool
    days: int
    fast: bool
    followed_up: dt.date | None
    nothing_follows: bool
    """After a no there is nothing left to come back with."""

    @property
    def full(self) -> bool:
        """Whether it says why, and what it rests on."""
        return self.reasons and self.basis


def four_fs(answer: Answer | None, reading: Reading, promised: Promised, today: dt.date) -> FourFs:
    """The checklist for an answer that is being written."""
    return FourFs(
        reasons=reading.words > 0,
        basis=answer is not None and _has_basis(answer, today),
        friendly=reading.level in {Level.VERY_EASY, Level.EASY},
        days=(today - promised.received_on).days,
        fast=today <= promised.reply_by,
        followed_up=_comes_back(answer, promised),
        nothing_follows=answer is not None and _is_the_end(answer),
    )


def _has_basis(answer: Answer, today: dt.date) -> bool:
    """A yes or a no that is decided, and says by what; other answers need no decision."""
    if answer.basis == Basis.WISH:
        return answer.verdict not in rules.JUDGEMENTS
    told = answer.decided_on is not None and answer.decided_on <= today
    return told and (answer.basis == Basis.DELEGATED or bool(answer.paragraph))


def _comes_back(answer: Answer | None, promised: Promised) -> dt.date | None:
    if answer is None:
        return None
    if answer.verdict == Verdict.TRIAL:
        return answer.ends_on
    if not rules.is_decision(answer.verdict, answer.basis):
        return answer.meeting_on or promised.decide_by
    return promised.next_step


def _is_the_end(answer: Answer) -> bool:
    decided_no = answer.verdict == Verdict.NO and answer.basis != Basis.WISH
    return decided_no or answer.verdict in {Verdict.PASSED_ON, Verdict.DUPLICATE, Verdict.NOTHING, Verdict.PLANNED}
