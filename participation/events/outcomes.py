"""What an event led to, told by the rooms above: proposals with their answers, questions, and what is owed by when.

`events` knows no proposals. A room that makes something of an event registers a function here; the report, the poster
"This is how it went" and the leader's closed page read them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import current_app


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is promised by a day: `what` in words of the reader's language, `who` owes it."""

    what: str
    who: str
    due: dt.date


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that was made of an event, as it stands now.

    `words` is its state in the reader's language, `tone` how that is drawn (see the macro `state`). `reasons` and
    `corrected` are whole texts, empty when nothing was said or when the words were erased.
    """

    number: int
    title: str
    address: str
    state: str
    words: str
    tone: str
    board: str
    answerer: str
    reply_by: dt.date
    decide_by: dt.date
    answered_on: dt.date | None
    reasons: str
    corrected: str
    done_on: dt.date | None
    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked at an event, with its answer, or who answers it by when."""

    text: str
    language: str
    answer: str
    who: str
    due: dt.date | None


Asker = Callable[[str], Sequence[Asked]]
"""For an event (by its id): the questions asked there that have an answer or a day."""


Teller = Callable[[str], Sequence[Outcome]]
"""For an event (by its id): what was made of it, in order; as many queries for one as for many."""


def register(teller: Teller) -> None:
    """Let a room above tell what it made of events."""
    current_app.extensions.setdefault("outcomes", []).append(teller)


def of_event(event_id: str) -> list[Outcome]:
    """What an event led to, in order."""
    return [outcome for teller in current_app.extensions.get("outcomes", []) for outcome in teller(event_id)]


def register_asker(asker: Asker) -> None:
    """Let a room above tell what was asked at events."""
    current_app.extensions.setdefault("askers", []).append(asker)


def asked_at(event_id: str) -> list[Asked]:
    """The questions asked at an event, with what became of them."""
    return [asked for asker in current_app.extensions.get("askers", []) for asked in asker(event_id)]
