"""This room's names in the reader's language."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from participation.processes.line.rules import Kind

MILESTONES: dict[str, LazyString] = {
    Kind.EVENT: _l("We met"),
    Kind.CANCELLED: _l("Cancelled"),
    Kind.THEME: _l("Theme chosen"),
    Kind.VOTE: _l("Vote"),
    Kind.PROPOSAL: _l("Proposal"),
    Kind.PROTOCOL: _l("Protocol of a walk"),
    Kind.ANSWER: _l("Answer"),
    Kind.KEPT: _l("Promise kept"),
    Kind.DONE: _l("Done"),
    Kind.HELPED: _l("Did it help?"),
    Kind.HEAR_BACK: _l("You hear what came of it"),
    Kind.REPLY: _l("Reply promised"),
    Kind.DECISION: _l("Decision promised"),
    Kind.PROMISE: _l("Promise"),
    Kind.TRIAL: _l("The trial ends"),
}

TO_COME: dict[str, LazyString] = {Kind.EVENT: _l("We meet")}
"""What goes by another name while it has not come."""
