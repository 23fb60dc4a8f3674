"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Diary")

PRETENDED = (
    (_l("Here nobody has thought of us"), _l("A bench by the car park. No bin, no light.")),
    (_l("I can be myself here"), _l("The corner behind the library, with the low wall.")),
    (_l("They want us to go quickly"), _l("A sign that says that nobody may stand here.")),
    (_l("It is ours, but only until four"), _l("The door of the youth centre with its opening hours.")),
)
"""What pretend participants write: their own reading, and what is seen."""

REFUSALS = {
    "diary_full": _l("You have written %(most)s times in this diary. Take something away first."),
    "not_a_diary": _l("There is no diary in this step."),
    "unknown_entry": _l("That entry is no longer here."),
}
