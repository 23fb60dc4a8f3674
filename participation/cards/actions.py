"""Writing prompt cards and turning them. They stand in the step's settings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from participation import db
from participation.cards import rules
from participation.events.actions import step_of, take_turn
from participation.events.models import Step
from participation.live import changed
from participation.refusal import Refusal

KIND = "prompt_cards"


def write_cards(event_id: str, step_id: str, cards: Sequence[str]) -> None:
    """Write a step's cards; the one that is shown stays in its place."""
    with db.writing() as session:
        step = _card_step(session, event_id, step_id)
        step.settings = {**step.settings, "cards": list(cards)}
    changed(event_id)


def turn_to(event_id: str, step_id: str, place: int) -> None:
    """Show the card at a place, counted from 0. Turning to where it is changes nothing."""
    with db.writing() as session:
        step = _card_step(session, event_id, step_id)
        step.settings = {**step.settings, "at": rules.place_of(place, step.settings.get("cards", []))}
    changed(event_id)


def _card_step(session: Session, event_id: str, step_id: str) -> Step:
    take_turn(session, event_id)
    step = step_of(session, event_id, step_id)
    if step.kind != KIND:
        raise Refusal("not_a_card_step", status=404)
    return step
