"""Made-up names: friendly, about nobody, in the reader's language. Only its owner is shown one."""

from __future__ import annotations

_HOW = {
    "sv": "Lugn Modig Snabb Vaken Klok Glad Mjuk Stark Nyfiken Varm Pigg Stilla Listig Trygg Kvick Mild".split(),
    "en": "Calm Brave Quick Alert Wise Glad Gentle Strong Curious Warm Lively Quiet Clever Steady Nimble Kind".split(),
}
_WHO = {
    "sv": "lo igelkott uggla räv säl tärna ekorre älg svala utter hare delfin lärka bäver mes varg".split(),
    "en": "lynx hedgehog owl fox seal tern squirrel moose swallow otter hare dolphin lark beaver tit wolf".split(),
}

COUNT = len(_HOW["sv"]) * len(_WHO["sv"])
"""How many names there are; a participant keeps a number from 0 up to this."""


def name(number: int, language: str) -> str:
    """The made-up name of a number, such as “Modig uggla” or “Brave owl”."""
    how, who = divmod(number % COUNT, len(_WHO[language]))
    return f"{_HOW[language][how]} {_WHO[language][who]}"
