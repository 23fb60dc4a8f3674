"""Numbers of people in the reader's language, as the report may tell them."""

from __future__ import annotations

from flask_babel import format_decimal
from flask_babel import gettext as _

from participation.events.afterwards import rules


def few(count: int | None) -> str:
    """A number of people; in words when it is so small that it could tell who (None: it was left out before)."""
    told = None if count is None else rules.told(count)
    return _("fewer than %(num)s", num=rules.FEW) if told is None else str(format_decimal(told))
