"""What the adult on duty did, and this room's refusals, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

DONE = {
    "seen": _l("Read"),
    "social": _l("Reported to the social services"),
    "head": _l("Told to the head teacher"),
    "released": _l("Let go on to the leader"),
}

REFUSALS = {"read_it_first": _l("Read it first.")}
