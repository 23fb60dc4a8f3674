"""What holds for prompt cards, as pure decisions."""

from __future__ import annotations

from collections.abc import Sequence

from participation.refusal import Refusal

MOST_CARDS = 40
LONGEST_CARD = 200
LONGEST_SHEET = MOST_CARDS * (LONGEST_CARD + 1)


def cards_of(sheet: str) -> list[str]:
    """The cards on a sheet with one on each line; empty lines are none."""
    cards = [line.strip() for line in sheet.splitlines() if line.strip()]
    if len(cards) > MOST_CARDS:
        raise Refusal("too_many_cards", field="cards", most=MOST_CARDS)
    if any(len(card) > LONGEST_CARD for card in cards):
        raise Refusal("card_too_long", field="cards", limit=LONGEST_CARD)
    return cards


def place_of(at: int, cards: Sequence[str]) -> int:
    """The place of the card that is shown, also when cards were taken away since; 0 when there is none."""
    return min(max(at, 0), max(len(cards) - 1, 0))
