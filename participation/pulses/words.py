"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Check-in")

CHOICES = {
    "weather": (_l("Sunny"), _l("Mostly sunny"), _l("Cloudy"), _l("Rainy"), _l("Stormy")),
    "faces": (_l("Very good"), _l("Good"), _l("So-so"), _l("Not so good"), _l("Bad")),
}
"""What the choices are called when the organiser has written none, from the best to the worst."""

REFUSALS = {
    "how_many_choices": _l("Write from %(least)s to %(most)s choices, one on each line, or none."),
    "choice_too_long": _l("A choice has at most %(limit)s characters."),
    "choices_alike": _l("Two choices are the same."),
    "answered_already": _l("Somebody has answered already, so the choices stay. Add a new step if you need others."),
    "not_a_check_in": _l("There is nothing to answer in this step."),
}
