"""What holds for an event's photographs, as pure decisions."""

from __future__ import annotations

from participation.refusal import Refusal

MOST = 12
MOST_ON_POSTER = 2
"""More would take the answers' room on one A4."""


def check_photo(*, sent: bool, text: str, consent: bool) -> None:
    """A photograph comes with words for who does not see it, and with everybody's consent."""
    if not sent:
        raise Refusal("no_photo", field="picture")
    if not text:
        raise Refusal("needs_photo_text", field="text")
    if not consent:
        raise Refusal("needs_consent", field="consent")


def check_count(known: int) -> None:
    """Refuse more than a report can hold."""
    if known >= MOST:
        raise Refusal("too_many_photos", most=MOST)


def check_poster(chosen: int) -> None:
    """Refuse more on the poster than fit beside the answers."""
    if chosen >= MOST_ON_POSTER:
        raise Refusal("poster_full", most=MOST_ON_POSTER)
