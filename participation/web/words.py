"""This room's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

SAVED = _l("Saved.")
ADDED = _l("Added.")
REMOVED = _l("Removed.")
MOVED = _l("Moved.")
ENDED = _l("Ended.")
HIDDEN = _l("Hidden.")
"""What was just done, for pages of staff to say."""

REFUSALS = {
    "form_too_old": _l("This page was open for a long time. Nothing is lost: press the button once more."),
    "too_fast": _l("That was many in a short time. Nothing is lost: wait a moment and try again."),
    "missing": _l("Something is missing here."),
    "too_long": _l("That is too long. It may be at most %(limit)s characters."),
    "not_a_number": _l("Write a number here."),
    "not_a_date": _l("Write a date here, such as 2026-09-26."),
    "not_a_time": _l("Write a date and a time here."),
    "not_a_choice": _l("Choose one of the alternatives."),
    "body_too_large": _l("That was too large to receive. At most %(megabytes)s MB can be sent."),
}
