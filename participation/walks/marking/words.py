"""What an observation says, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

FEELINGS = {
    -3: _l("Very unsafe"),
    -2: _l("Unsafe"),
    -1: _l("A little unsafe"),
    0: _l("Neither"),
    1: _l("A little safe"),
    2: _l("Safe"),
    3: _l("Very safe"),
}

ABOUT = {
    "light": _l("Lighting"),
    "sight": _l("Sight and bushes"),
    "litter": _l("Litter and graffiti"),
    "people": _l("People, or nobody"),
    "traffic": _l("Traffic"),
    "upkeep": _l("Broken or worn"),
    "signs": _l("Finding the way"),
    "ways_out": _l("Ways out"),
    "nice": _l("Nice here"),
}


def in_words(feeling: int, about: Sequence[str]) -> str:
    """An observation without words of its own: how it feels, and about what."""
    parts = [str(FEELINGS[feeling]), *(str(ABOUT[item]).lower() for item in about if item in ABOUT)]
    return ": ".join([parts[0], ", ".join(parts[1:])]) if len(parts) > 1 else parts[0]
