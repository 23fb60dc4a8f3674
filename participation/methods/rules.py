"""What a method's file may hold: its languages, words and bounds."""

from __future__ import annotations

LANGUAGES = ("sv", "en")
"""What a file may be written in, the interface's languages; one of them is enough for a municipality's own."""

PURPOSES = ("listen", "solve", "decide", "follow_up")
"""What a method is for; the first when a file does not say."""

LONGEST_FILE = 60_000
LONGEST_TITLE = 120
LONGEST_PROMPT = 500
LONGEST_NOTE = 1000
LONGEST_TEXT = 600
LONGEST_POINT = 200
MOST_STEPS = 60
MOST_POINTS = 60
MOST_PEOPLE = 2000
MOST_MINUTES = 600
MOST_DAYS = 365
MOST_VERSIONS = 9999
MOST_PLACES = 99
