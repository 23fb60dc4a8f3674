"""Which place a proposal is about: said by who organises it, drawn on the town's map, listed by place.

`proposals` has no map. The room above that has one registers it here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from flask import current_app

from participation.proposals.placing.rules import Spot


class Town(Protocol):
    """The town's map, as proposals need it."""

    def names(self) -> Sequence[str]:
        """Streets and places that are on it."""

    def find(self, name: str) -> Spot | None:
        """Where a street or a place is, by its name in the town's spelling; None when the map does not know it."""

    def marked(self, contribution_ids: Sequence[str]) -> Spot | None:
        """Where contributions were marked, as exactly as everybody may know; None when they were not."""

    def picture(self, spots: Sequence[Spot]) -> Mapping[str, Any] | None:
        """What the fragment `drawn` needs to draw spots in their order; None when there is no map."""

    drawn: str
    """The template of that fragment."""


def register(town: Town) -> None:
    """Let the room above that has a map show it."""
    current_app.extensions["town"] = town


def town() -> Town:
    """The town's map."""
    found: Town = current_app.extensions["town"]
    return found
