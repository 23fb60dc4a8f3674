"""The people that `test_security` sends to every route."""

from __future__ import annotations

STAFF = frozenset({"olga", "omar", "petra", "tove", "kim", "astrid"})
EVERYBODY = STAFF | {"stranger", "elsewhere", "participant", "way back", "co-leader", "screen"}
"""`elsewhere` takes part in Olga's evening; `way back` came to Omar's by a private code, on a device of
their own; `co-leader` leads along in Omar's, by a link and without an account; `screen` is the computer at his
projector, let in by a code."""

ORGANISERS = frozenset({"olga", "omar", "astrid"})
LEADERS = frozenset({"omar", "astrid"})
ROOM = LEADERS | {"co-leader"}
SHOWING = ROOM | {"screen"}
ADMINISTRATOR = frozenset({"astrid"})
JOINED = frozenset({"participant"})
JOINED_OR_BACK = frozenset({"participant", "way back"})
ON_DUTY = frozenset({"kim"})
PART_IN_PROPOSAL = frozenset({"omar", "petra", "tove", "astrid"})
SEES_PROPOSAL = PART_IN_PROPOSAL | {"kim"}
"""Kim's department is asked to hold its thread."""
