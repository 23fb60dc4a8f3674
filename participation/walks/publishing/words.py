"""This part's refusals in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "nothing_public_of_a_rehearsal": _l("This is a rehearsal. Nothing of it goes out."),
    "not_to_publish": _l("That cannot go out: it was taken back, hidden, or waits for a leader."),
    "unknown_place_of_walk": _l("That place is not here."),
    "bad_bbox": _l("The area is four numbers: west, south, east, north."),
}
