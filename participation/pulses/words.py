"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

CHECK_IN = _l("Check-in")
CHECK_OUT = _l("Check-out")

QUESTIONS = {
    "weather": _l("How are you right now?"),
    "faces": _l("How do you feel right now?"),
    "zones": _l("Where are you right now?"),
    "leads": _l("Do you think that this will lead to something?"),
    "listened": _l("Do you think that the adults here listen to you?"),
    "dare": _l("Do you dare to say what you think here?"),
    "change": _l("Can you help to change something where you live?"),
    "age": _l("How old are you?"),
    "gender": _l("Are you a girl, a boy or something else?"),
    "place": _l("Where do you come from?"),
}

NAMES = {
    **QUESTIONS,
    "weather": _l("How are you right now? (weather)"),
    "faces": _l("How do you feel right now? (faces)"),
}
NAMES["zones"] = _l("Where are you right now? (four zones of feelings)")
"""What organisers choose between."""

CHOICES = {
    "weather": (_l("Sunny"), _l("Mostly sunny"), _l("Cloudy"), _l("Rainy"), _l("Stormy")),
    "faces": (_l("Very good"), _l("Good"), _l("So-so"), _l("Not so good"), _l("Bad")),
    "zones": (_l("Angry or stressed"), _l("Glad and alert"), _l("Sad or tired"), _l("Calm and content")),
    "age": (_l("12 or younger"), _l("13–15"), _l("16–19"), _l("20–25"), _l("26 or older")),
    "gender": (_l("Girl"), _l("Boy"), _l("Something else")),
}
"""What the choices are called when the organiser has written none. Drawn ones from the best to the worst; zones in
reading order: much energy and hard, much energy and nice, little energy and hard, little energy and nice."""

SCALE = (_l("No"), _l("A little"), _l("Quite a lot"), _l("Yes, a lot"))
"""From 0 to 3."""

ABOUT = {"age": _l("Age"), "gender": _l("Gender"), "place": _l("Area or school")}

REFUSALS = {
    "how_many_questions": _l("Choose from one to %(most)s questions, your own ones counted."),
    "only_about": _l("Ask something more than who they are."),
    "how_many_lines": _l("Write from %(least)s to %(most)s, one on each line, or none."),
    "lines_alike": _l("Two lines are the same."),
    "answered_already": _l("Somebody has answered already, so the questions stay. Add a new step if you need others."),
    "not_a_pulse": _l("There is nothing to answer in this step."),
    "no_longer_answered": _l("It can no longer be answered."),
}
