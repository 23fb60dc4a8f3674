"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Prompt cards")

REFUSALS = {
    "too_many_cards": _l("At most %(most)s cards. Take some away."),
    "card_too_long": _l("A card has at most %(limit)s characters."),
    "not_a_card_step": _l("There are no cards in this step."),
}
