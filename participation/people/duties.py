"""What a staff member owes, told by the rooms above; it is handed over before an account can be closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Duty:
    """One kind of thing that people hold: how many somebody holds, and how all of it goes to another."""

    count: Callable[[Session, str], int]
    hand_over: Callable[[Session, str, str], None]
    """Called with the session, who leaves and who takes over."""


def register(duty: Duty) -> None:
    """Make a kind of duty known to the present application."""
    current_app.extensions.setdefault("duties", []).append(duty)


def owed_by(session: Session, staff_id: str) -> int:
    """How many things somebody holds in all rooms."""
    return sum(duty.count(session, staff_id) for duty in _all())


def hand_over(session: Session, staff_id: str, successor_id: str) -> None:
    """Give everything that somebody holds to another."""
    for duty in _all():
        duty.hand_over(session, staff_id, successor_id)


def _all() -> list[Duty]:
    found: list[Duty] = current_app.extensions.get("duties", [])
    return found
