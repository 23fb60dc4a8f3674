"""Where the tests of this room look."""

from __future__ import annotations

PUBLIC = (
    "/",
    "/f",
    "/data",
    "/privacy",
    "/accessibility",
    "/help",
    "/t",
    "/staff/sign-in",
    "/staff/link",
    "/nothing-here",
)
"""Pages that anybody can read without knowing anything."""
