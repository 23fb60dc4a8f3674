"""This room's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "picture_unreadable": _l("We could not read that picture. Send it as JPEG, PNG or WebP."),
    "picture_too_many_pixels": _l("That picture is too large. It may have at most %(megapixels)s million pixels."),
    "picture_broken": _l("A part of that picture is missing. Choose it again and send it once more."),
}
