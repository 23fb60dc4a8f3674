"""This room's refusals and names in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

SINCE_LAST = _l("Since last time")

EVERY = {
    "week": _l("Every week"),
    "two_weeks": _l("Every other week"),
    "month": _l("Every month, on the same weekday"),
}

REFUSALS = {
    "when_it_ends": _l("Say how often it comes back: until which day, or how many times."),
    "only_one_meeting": _l("That makes only one meeting. Choose a later day, or more times."),
    "too_many_meetings": _l("That makes more than %(most)s meetings. Choose an earlier day."),
    "too_many_breaks": _l("Write at most %(most)s lines."),
    "not_a_break": _l("This line is no date: “%(line)s”. Write a day, or two with a dash between."),
    "unknown_occasion": _l("That date does not belong to this series."),
    "already_prepared": _l("This meeting is prepared already. Change or cancel it on its own page."),
}
