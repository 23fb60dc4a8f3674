"""Putting together what several people wrote in one field at the same time, as pure decisions: no word is lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from participation.refusal import Refusal

FIELDS = ("problem", "affected", "idea", "first_step", "signs", "cost")
LONGEST = 600
"""Characters that a person is asked for at most."""
LONGEST_TOGETHER = 1200
"""What two people wrote at once may be longer, so that neither is cut off."""
LATE = dt.timedelta(seconds=30)
"""For so long what was being written when the room moved on still comes in."""

APART = dt.timedelta(seconds=30)
"""Saves that follow each other faster belong to one stretch of writing: the list of versions shows its last."""
MOST_VERSIONS = 30

_TOKEN = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Edit:
    """Words `start` to `end` of the text that both began with were replaced by `words`."""

    start: int
    end: int
    words: tuple[str, ...]

    @property
    def adds(self) -> bool:
        """Whether nothing was taken away."""
        return self.start == self.end


def together(base: str, theirs: str, mine: str) -> str | None:
    """One text with what two people changed in `base`; None when both changed the same words.

    What both added at the same place stands one after the other.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    words = _words(base)
    edits = _in_order(_edits(words, _words(theirs)), _edits(words, _words(mine)))
    if edits is None:
        return None
    done: list[str] = []
    place = 0
    for edit in edits:
        done += words[place : edit.start]
        done += edit.words
        place = edit.end
    return _joined([*done, *words[place:]])


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _edits(base: Sequence[str], changed: Sequence[str]) -> list[Edit]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    return [
        Edit(start, end, tuple(changed[first:last]))
        for what, start, end, first, last in matcher.get_opcodes()
        if what != "equal"
    ]


def _in_order(theirs: Sequence[Edit], mine: Sequence[Edit]) -> list[Edit] | None:
    """Both people's edits from the first to the last; None when two touch the same words."""
    at: dict[tuple[int, int], Edit] = {(edit.start, edit.end): edit for edit in theirs}
    for edit in mine:
        if edit in theirs:
            continue
        met = [other for other in theirs if _meet(edit, other)]
        if any(not (edit.adds and other.adds) for other in met):
            return None
        words = _both_added(met[0].words, edit.words) if met else edit.words
        at[edit.start, edit.end] = Edit(edit.start, edit.end, words)
    # What was added before a word stands before what replaces that word.
    return [at[place] for place in sorted(at)]


def _meet(one: Edit, other: Edit) -> bool:
    if one.adds and other.adds:
        return one.start == other.start
    return one.start < other.end and other.start < one.end


def _both_added(theirs: tuple[str, ...], mine: tuple[str, ...]) -> tuple[str, ...]:
    """What two people added at one place, as lines of their own unless one of them began a line."""
    if theirs[0].startswith("\n"):
        return (*mine, *theirs)
    if mine[0].startswith("\n"):
        return (*theirs, *mine)
    return (*theirs, "\n", *mine)


def _joined(words: Sequence[str]) -> str:
    """The text; two words that came to stand side by side stay two."""
    text: list[str] = []
    for word in words:
        if text and not text[-1].isspace() and not word.isspace():
            text.append(" ")
        text.append(word)
    return "".join(text).strip()


def both(standing: str, beside: str) -> str:
    """The text that stands and the one that waits beside it, as paragraphs."""
    return f"{standing}\n{beside}".strip()


def check_length(text: str) -> None:
    """Refuse a text that nobody could change any more."""
    if len(text) > LONGEST_TOGETHER:
        raise Refusal("too_long", limit=LONGEST_TOGETHER)


def stretches(versions: Sequence[tuple[int, dt.datetime]], apart: Collection[int] = ()) -> list[int]:
    """The last version of each stretch of writing, the newest first. `versions`: id and time, the oldest first.

    Those in `apart`, which waited beside the field, are told each on its own.
    """
    told = [version_id for version_id, _at in versions if version_id in apart]
    stretch = [version for version in versions if version[0] not in apart]
    for place, (version_id, at) in enumerate(stretch):
        if place + 1 == len(stretch) or stretch[place + 1][1] - at > APART:
            told.append(version_id)
    return sorted(told, reverse=True)[:MOST_VERSIONS]
