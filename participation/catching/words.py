"""This room's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "no_such_wish": _l("That wish is no longer here."),
    "already_carried_on": _l("This has become a proposal already. Its answer is told there."),
}
