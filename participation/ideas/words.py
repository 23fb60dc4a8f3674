"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Ideas")
GROUPING = _l("Grouping")
CHOOSING = _l("Choose a theme")

REFUSALS = {
    "too_many_ideas": _l("You have given %(most)s ideas here. Let others have a turn."),
    "too_many_themes": _l("There are %(most)s themes already. Merge some first."),
    "theme_taken": _l("There is already a theme with that name."),
    "unknown_theme": _l("That theme is no longer here."),
    "too_many_wishes": _l("You have chosen %(most)s already. Take one away first."),
    "no_themes_here": _l("No theme is chosen in this step."),
    "not_an_idea_step": _l("No ideas are gathered in this step."),
}
