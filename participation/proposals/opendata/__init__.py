"""Open data: proposals, the chain and its daily heads; rooms above add their own to the page that lists it."""

from __future__ import annotations

from flask import current_app


def register(fragment: str) -> None:
    """Let a room above list its data on the page."""
    current_app.extensions.setdefault("open-data", []).append(fragment)


def fragments() -> list[str]:
    """What those rooms show there."""
    return list(current_app.extensions.get("open-data", []))
