"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Ideas")
GROUPING = _l("Grouping")
CHOOSING = _l("Choose a theme")

PRETENDED = (
    _l("Lights on the path behind the school"),
    _l("Open on Sundays too"),
    _l("A place where you need not buy anything"),
    _l("More buses after nine"),
    _l("A ramp for skating, with a roof"),
    _l("Study help that is not in school"),
    _l("A stage where anybody may play"),
    _l("Warm shelters at the bus stops"),
    _l("Football without a club"),
    _l("Free tampons in the toilets"),
    _l("A workshop where you mend your bicycle"),
    _l("Benches in the shade"),
    _l("Somebody to talk to without an appointment"),
    _l("A swimming hour for girls"),
    _l("More dustbins by the lake"),
    _l("A board where we see what came of it"),
)
"""What pretend participants say in a rehearsal."""

REFUSALS = {
    "too_many_ideas": _l("You have given %(most)s ideas here. Let others have a turn."),
    "too_many_themes": _l("There are %(most)s themes already. Merge some first."),
    "theme_taken": _l("There is already a theme with that name."),
    "unknown_theme": _l("That theme is no longer here."),
    "too_many_wishes": _l("You have chosen %(most)s already. Take one away first."),
    "no_themes_here": _l("No theme is chosen in this step."),
    "not_an_idea_step": _l("No ideas are gathered in this step."),
}
