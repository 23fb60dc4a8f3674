"""Who is asked, when, what can be answered, and from how many answers on they are shown. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection

from participation.proposals.rules import DID_IT_HELP_AFTER
from participation.refusal import Refusal

LEAST = 5
"""Fewer answers than this are shown to nobody: one could tell who gave them."""
MOST_LISTENED = 3


class Helped(enum.StrEnum):
    """Did it turn out well?"""

    YES = "yes"
    HALF = "half"
    NO = "no"


class Why(enum.StrEnum):
    """Why somebody felt listened to, or not: ticked, never typed, so that nobody can be known by it."""

    ANSWER = "answer"
    REASONS = "reasons"
    HAPPENED = "happened"
    ASKED = "asked"
    SLOW = "slow"
    OTHER = "other"
    SILENCE = "silence"


AT_DONE, LATER = 1, 2
"""The two times that somebody is asked."""


def round_at(done_at: dt.datetime | None, now: dt.datetime) -> int:
    """Which of the two times it is; refuses before the proposal is done."""
    if done_at is None:
        raise Refusal("not_done_yet")
    return LATER if now >= done_at + DID_IT_HELP_AFTER else AT_DONE


def check_answer(listened: int, whys: Collection[str]) -> None:
    """An answer is one of those that the page offers."""
    if not 0 <= listened <= MOST_LISTENED:
        raise Refusal("not_a_choice", field="listened")
    if not set(whys) <= set(Why):
        raise Refusal("not_a_choice", field="why")
