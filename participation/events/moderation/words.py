"""Why things are held back and what was done about them, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

REASONS = {
    "first": _l("the step asks for it"),
    "late": _l("it came after the step had closed"),
    "identity": _l("it looks like a personal identity number"),
    "phone": _l("it looks like a phone number"),
    "email": _l("it looks like an e-mail address"),
    "word": _l("a word on the list"),
}

DONE = {
    "approved": _l("approved"),
    "hid": _l("hid"),
    "showed": _l("showed again"),
    "merged": _l("merged"),
    "parted": _l("parted again"),
    "kept": _l("kept after reports"),
}

REFUSALS = {
    "nothing_ticked": _l("Choose at least one."),
    "looked_at_meanwhile": _l("Somebody was here before you: it is hidden, or its author took it back."),
    "word_too_short": _l("“%(word)s” is too short. It would hold almost everything back."),
}
