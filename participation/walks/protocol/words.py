"""What the protocol says, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

OUTCOMES = {
    "will_do": _l("Will be done"),
    "planned": _l("Already planned"),
    "done": _l("Done"),
    "passed_on": _l("Not the municipality's: passed on"),
    "duplicate": _l("The same as another place"),
    "nothing": _l("Nothing is done"),
}

TONES = {
    "will_do": "go",
    "planned": "go",
    "done": "go",
    "passed_on": "empty",
    "duplicate": "empty",
    "nothing": "stop",
    "": "wait",
}
"""How an outcome is drawn: `go` round, `wait` a diamond, `stop` a square, `empty` a ring."""

TENDENCIES = {"unsafe": _l("Mostly unsafe"), "safe": _l("Mostly safe"), "both": _l("Mixed"), "": "–"}

COLUMNS = {
    "number": _l("Number"),
    "place": _l("Place"),
    "about": _l("What it is about"),
    "unsafe": _l("Unsafe"),
    "neither": _l("Neither safe nor unsafe"),
    "safe": _l("Safe"),
    "outcome": _l("Outcome"),
    "department": _l("Department"),
    "due": _l("By when"),
    "words": _l("In plain words"),
    "to_whom": _l("Passed on to"),
    "work_order": _l("Work order"),
    "version": _l("Version"),
}
"""The table that officials fill in, in this order."""

MEANINGS = {
    "number": _l("The place's number on this walk; it never changes"),
    "place": _l("What the place is called"),
    "about": _l("What it is about"),
    "unsafe": _l("How many marked it unsafe"),
    "neither": _l("How many marked it neither safe nor unsafe"),
    "safe": _l("How many marked it safe"),
    "lon": _l("Longitude, to about ten metres"),
    "lat": _l("Latitude, to about ten metres"),
    "outcome": _l("will_do, planned, done, passed_on, duplicate or nothing; empty: not answered yet"),
    "department": _l("The department that answers"),
    "due": _l("By when it is done, or when it was"),
    "words": _l("What is done, or why not"),
    "to_whom": _l("Whom it was passed on to"),
    "work_order": _l("The department's own number of the work"),
    "pictures": _l("Addresses of pictures, with spaces between"),
}
"""What the columns of the open data mean."""

SAVED = _l("Saved.")
ASKED = _l("The letters are on their way. Below stands who gets one.")
ON_LINE = _l("Line %(line)s: %(words)s")

REFUSALS = {
    "unknown_place_here": _l("That place is no longer here. Read the page again."),
    "tick_observations": _l("Tick what you want to move first."),
    "tick_rows": _l("Tick the places that it holds for first."),
    "nobody_to_ask": _l("No place waits with a department that has somebody here. Choose departments first."),
    "day_has_passed": _l("That day has passed. Choose a later one."),
    "row_needs_day": _l("Write by when, as a day."),
    "row_needs_department": _l("Choose which department is responsible."),
    "row_changed": _l("Somebody else changed this row meanwhile. Look at it and save once more."),
    "not_your_row": _l("This place lies with another department."),
    "rows_not_saved": _l("These were not saved: place %(numbers)s. What you wrote is still here; the rest is saved."),
    "row_twice": _l("That place stands on two lines."),
    "not_a_table": _l("That is not the table from this page. Save it as CSV and choose it again."),
    "table_not_taken": _l("Nothing was taken in. %(problems)s"),
    "too_many_rows": _l("A table has at most %(most)s rows."),
}
