"""This room's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {"decided_in_future": _l("The decision must have been made already.")}
