"""This room's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "too_many_points": _l("The list may have at most %(most)s points. Take some away first."),
    "unknown_point": _l("That point is no longer on the list."),
}
