"""What holds for co-leaders, as pure decisions."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from participation.refusal import Refusal

LASTS = dt.timedelta(hours=12)
"""From the making of the link: one evening."""

MOST = 20
"""Links of one event that work at the same time."""

Standing = Literal["waiting", "leading", "ended"]


def standing(now: dt.datetime, expires_at: dt.datetime, *, joined: bool, revoked: bool, over: bool) -> Standing:
    """Whether a link waits to be used, its holder leads along, or both have ended (`over`: with the event)."""
    if revoked or over or now >= expires_at:
        return "ended"
    return "leading" if joined else "waiting"


def check_link(found: Standing, *, same_device: bool) -> None:
    """A link lets one device in; the same device may press twice."""
    if found == "ended" or (found == "leading" and not same_device):
        raise Refusal("co_leader_link_over", status=410, field="code")


def check_count(working: int) -> None:
    """Refuse more links than leaders can know."""
    if working >= MOST:
        raise Refusal("too_many_co_leaders", most=MOST)
