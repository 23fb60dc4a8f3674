"""Names of what stands in a record, in the reader's language."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

MASKED = _l("[masked]")

FACTS: dict[str, LazyString] = {
    "number": _l("Proposal"),
    "record_number": _l("Record number"),
    "board": _l("Board"),
    "process": _l("Process"),
    "state": _l("State"),
    "reply_by": _l("Reply by"),
    "decide_by": _l("Decision by"),
    "support": _l("How many stood behind it"),
}

FIELDS: dict[str, LazyString] = {
    "title": _l("Title"),
    "summary": _l("What is asked"),
    "verdict": _l("Answer"),
    "basis": _l("What it rests on"),
    "paragraph": _l("Paragraph"),
    "decided_on": _l("Decided on"),
    "meeting_on": _l("Meeting on"),
    "reasons": _l("Reasons"),
    "passed_to": _l("Passed on to"),
    "planned": _l("Planned"),
    "duplicate_of": _l("The same as proposal"),
    "question": _l("Question of the trial"),
    "ends_on": _l("The trial ends"),
    "what": _l("What"),
    "who": _l("Who"),
    "due": _l("By when"),
    "date": _l("Which date"),
    "from": _l("From"),
    "to": _l("To"),
    "reason": _l("Why"),
    "words": _l("In words"),
    "before": _l("Held before by"),
    "holder": _l("Holds the thread"),
    "departments": _l("Departments"),
    "board": _l("Board"),
    "answers": _l("Answers"),
    "record_number": _l("Record number"),
    "said": _l("a participant"),
    "also": _l("Said the same"),
    "by": _l("By"),
}

GONE: dict[str, LazyString] = {
    "withdrawn": _l("Taken back by its author. Not public."),
    "hidden": _l("Hidden by a leader. Not public."),
    "erased": _l("The words were erased under a decision."),
}
