"""What holds for ideas and themes, as pure decisions."""

from __future__ import annotations

from participation.refusal import Refusal

LONGEST_IDEA = 500
LONGEST_THEME = 80
MOST_IDEAS = 50
"""Ideas that one participant may give in one step; more is not a person thinking."""

MOST_THEMES = 40


def check_count(given: int) -> None:
    """Refuse what makes one participant's ideas too many; `given` counts it."""
    if given > MOST_IDEAS:
        raise Refusal("too_many_ideas", status=429, most=MOST_IDEAS)


def check_themes(known: int) -> None:
    """A board with very many themes groups nothing."""
    if known >= MOST_THEMES:
        raise Refusal("too_many_themes", field="title", most=MOST_THEMES)
