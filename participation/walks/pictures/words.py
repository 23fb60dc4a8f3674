"""This part's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "unknown_picture_here": _l("That picture is no longer here."),
    "picture_needs_words": _l("Say what the picture shows, for those who cannot see it."),
}
