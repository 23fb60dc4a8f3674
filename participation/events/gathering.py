"""What steps that gather contributions do alike: how many they tell of, and what a pretend participant gives."""

from __future__ import annotations

from collections.abc import Sized

from flask_babel import get_locale

from participation import tokens
from participation.events import queries as events
from participation.events.activities import Pretender
from participation.events.contributions import queries as contributions
from participation.events.contributions.actions import Gift
from participation.events.models import Step
from participation.events.moderation import queries as moderation


def count_on_phones(step: Step) -> int:
    """How many contributions the phones know of: none, while each sees only its own."""
    return contributions.shown_in(step.id) if events.others_are_open(step) else 0


def count_on_screen(step: Step, shown: Sized) -> int:
    """How many the screen tells of: what it shows, or, before it shows any, also what waits for the leader."""
    return len(shown) if events.others_are_open(step) else len(shown) + moderation.waiting_in(step.id)


def pretended(step: Step, who: Pretender, kind: str, text: object) -> Gift:
    """The contribution of a pretend participant. A turn taken twice gives it once, since the turn makes its id."""
    gift_id = tokens.id_of("pretended", step.id, kind, str(who.turn))
    return Gift(gift_id, step.event_id, step.id, who.participant_id, kind, str(text), str(get_locale()))
