"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Safety walk")

LIGHTS = {"dark": _l("in the dark"), "day": _l("by daylight")}

PRETENDED = {True: _l("It is light here and people pass by."), False: _l("It is dark here and nobody is near.")}
"""Why a place is safe, or not, to pretend participants."""

REFUSALS = {
    "not_a_walk": _l("Nobody walks in this step."),
    "unknown_stop": _l("That stop is no longer here."),
    "too_many_stops": _l("A route has at most %(most)s places. Take some away."),
    "needs_place": _l("Say where it is: here, a stop, or a street."),
    "group_full": _l("That group is full: %(most)s walk in it. Take another."),
    "too_many_observations": _l("You have marked %(most)s places here. Let others have a turn."),
    "too_many_pictures": _l("At most %(most)s pictures of one place."),
    "not_a_walk_file": _l("That is not a file that a phone saved on a walk."),
    "not_on_map": _l("That place is not on the map."),
    "which_place": _l("There is no place of that name on the map. Did you mean one of these? %(names)s"),
    "unknown_place": _l("There is no place of that name on the map. Write the name of a street or a square."),
}
