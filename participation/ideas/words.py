"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

NAME = _l("Ideas")
GROUPING = _l("Grouping")

REFUSALS = {
    "too_many_ideas": _l("You have given %(most)s ideas here. Let others have a turn."),
    "too_many_themes": _l("There are %(most)s themes already. Merge some first."),
    "theme_taken": _l("There is already a theme with that name."),
    "unknown_theme": _l("That theme is no longer here."),
    "not_an_idea_step": _l("No ideas are gathered in this step."),
}
