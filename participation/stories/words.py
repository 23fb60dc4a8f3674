"""This room's refusals and names in the reader's language, and places in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from participation.stories.rules import POINTS, Asked, shares

NAME = _l("Stories")

QUESTIONS = (
    (_l("Who decided?"), (_l("I did"), _l("Others did"))),
    (_l("How was it to be there?"), (_l("I was left out"), _l("I belonged"))),
    (_l("What was it most about?"), (_l("Being safe"), _l("Being free"), _l("Being together"))),
)
"""What is asked when the organiser has written no questions."""

PRETENDED = (
    _l("We were to decide about the yard. We drew for two hours. Then they had ordered the benches already."),
    _l("My big sister took me along to the climbing hall. Nobody asked if I could. I go there every week now."),
    _l("The last bus did not come. I walked home with my phone in my hand and pretended to talk to someone."),
    _l("We had the hall to ourselves one Sunday. Somebody brought a loudspeaker and everybody danced."),
    _l("I asked for a place to read in. They listened and gave me the room behind the kitchen."),
)
PRETENDED_NEEDS = (_l("That somebody asks us before it is decided"), _l("A leader who stays until everybody has gone"))
"""What pretend participants tell, and say that it would take."""

REFUSALS = {
    "too_many_stories": _l("You have told %(most)s stories here. Let others have a turn."),
    "too_many_needs": _l("You have written %(most)s times what it would take. Let others have a turn."),
    "unknown_story": _l("That story is no longer here."),
    "not_a_story_step": _l("No stories are told in this step."),
    "own_story": _l("That story is yours. You answer to others' stories."),
    "stories_not_open": _l("The leader has not opened the stories yet."),
    "stories_told": _l("Somebody has told a story already, so the questions stay. Add a new step if you need others."),
    "needs_two_ends": _l("Each question needs two ends, or three corners."),
    "ends_alike": _l("Two ends of a question are the same."),
}


def place_in_words(asked: Asked, point: int) -> str:
    """Where a place is, for who does not see it."""
    if asked.is_triad:
        return _in_triangle(asked, point)
    middle = POINTS // 2
    end = asked.ends[point > middle]
    return (
        _("In the middle"),
        _("A little more: %(end)s", end=end),
        _("Mostly: %(end)s", end=end),
        _("Fully: %(end)s", end=end),
    )[abs(point - middle)]


def _in_triangle(asked: Asked, point: int) -> str:
    nearest = sorted(zip(shares(point), asked.ends, strict=True), key=lambda pair: -pair[0])
    (most, end), (_little, other), _least = nearest
    if most == 1:
        return _("As much of all three")
    if most == 2:
        return _("Mostly: %(end)s. A little: %(other)s", end=end, other=other)
    return _("Fully: %(end)s", end=end)
