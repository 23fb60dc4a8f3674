"""Who has a follower's link."""

from __future__ import annotations

from flask import g, request

from participation.proposals.following import queries
from participation.refusal import Refusal


def follower() -> None:
    """Whoever has the private link; puts the follower into `g.follower`."""
    assert request.view_args is not None
    g.follower = queries.follower_of(request.view_args["link"])
    if g.follower is None:
        raise Refusal("follows_nothing", status=404)
