"""Entries out of a file while a vote is prepared: they travel with the form until it is saved."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import g, request

from participation import clock
from participation.events.activities import Offer
from participation.voting.files.elections import LONGEST_NAME
from participation.voting.rules import MOST_ENTRIES
from participation.web import forms

KEYS = tuple(f"file-{number}" for number in range(1, MOST_ENTRIES + 1))
"""What stands for such entries in the form, where others have a contribution's id."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What came from a file: words by what stands for them, and what the file says of the rest."""

    words: dict[str, str] = field(default_factory=dict)
    costs: dict[str, int] = field(default_factory=dict)
    method: str = ""
    budget: int = 0
    seats: int = 0

    @property
    def offers(self) -> list[Offer]:
        """The same as what was gathered."""
        return [Offer((key,), words, None, 0, clock.now()) for key, words in self.words.items()]


def at_hand() -> Filed:
    """What this request brought: a file that was read just now, or the form that came after it."""
    if "from_file" not in g:
        return Filed(given([key for key in KEYS if f"given-{key}" in request.form]))
    found, entries, method = g.from_file
    by_key = dict(zip(KEYS, entries, strict=False))
    return Filed(
        words={key: forms.clean(entry.words) for key, entry in by_key.items()},
        costs={key: entry.cost for key, entry in by_key.items()},
        method=method,
        budget=found.budget // found.unit,
        seats=found.seats or 0,
    )


def given(chosen: list[str]) -> dict[str, str]:
    """The words that a form brought for those chosen that came from a file."""
    keys = (key for key in chosen if key in KEYS)
    return {key: forms.clean(request.form.get(f"given-{key}", ""))[:LONGEST_NAME] for key in keys}
