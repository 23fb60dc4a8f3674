"""What somebody may say of themselves at the door, and how it is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ROLES = ("young", "adult", "leads")
"""What can be said, of one's own will: young, here as an adult or decision maker, or leading here."""


@dataclass(frozen=True, slots=True)
class RoleCounts:
    """How many said what they are here as, and how many said nothing."""

    young: int = 0
    adult: int = 0
    leads: int = 0
    silent: int = 0

    @property
    def said(self) -> int:
        """How many said anything."""
        return self.young + self.adult + self.leads

    @property
    def too_many_adults(self) -> bool:
        """Whether the adults who came to listen are as many as the young people, or more."""
        return self.adult > 0 and self.adult >= self.young


def counts(by_role: Mapping[str, int], joined: int) -> RoleCounts:
    """The counts of an event that so many joined."""
    said = {role: by_role.get(role, 0) for role in ROLES}
    return RoleCounts(**said, silent=max(0, joined - sum(said.values())))
