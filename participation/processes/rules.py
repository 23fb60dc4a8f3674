"""Who may work in a process, as pure decisions."""

from __future__ import annotations

from collections.abc import Collection


def may_work_in(staff_id: str, is_administrator: bool, organisers: Collection[str]) -> bool:
    """A process is worked in by its own organisers; an administrator can step in for them."""
    return is_administrator or staff_id in organisers
