"""What holds a text back and what suggests danger, as pure decisions upon its words."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from participation.refusal import Refusal

FIRST = "first"
OPEN = "open"
APPROVALS = (FIRST, OPEN)
"""Whether the leader looks at what is given in a step before others see it, or not."""

REASONS = ("first", "late", "identity", "phone", "email", "word")
"""Why something is held back: the step asks for approval, it came after the step, or what was found in its words."""

LONGEST_LIST = 10_000
"""Characters of one language's list of words."""

_IDENTITY = re.compile(r"(?<!\d)(?=((?:\d\d)?\d\d[ -]?\d\d[ -]?\d\d ?[-+]? ?\d{4})(?!\d))")
"""Looks ahead, so that a number that begins inside another is found as well."""

_ABROAD = re.compile(r"(?<![\d+])(?:\+|00)(?: ?[-()/]? ?\d){8,15}(?!\d)")
_AT_HOME = re.compile(r"(?<!\d)(?<!\d[-:.,/])0\d(?: ?[-/]? ?\d){6,9}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+ ?(?:@|[(\[]at[)\]]) ?[\w-]+(?:\.[\w-]+)*\.[^\W\d]{2,}", re.I)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_STRETCHED = re.compile(r"(\w)\1{2,}")
_WORD = re.compile(r"[^\W_]+")


def approves_first(settings: Mapping[str, Any]) -> bool:
    """Whether a step with these settings shows to others only what was approved: so unless it says `open`."""
    return settings.get("approval", FIRST) != OPEN


def reasons(text: str, held_words: Iterable[str], *, approve_first: bool, late: bool = False) -> tuple[str, ...]:
    """Why a text is held back, as codes of `REASONS` in their order; empty when nothing holds it back."""
    plain = _plain(text)
    found = {
        "first": approve_first,
        "late": late,
        "identity": has_identity_number(plain),
        "phone": has_phone_number(plain),
        "email": _EMAIL.search(plain) is not None,
        "word": has_word(text, held_words),
    }
    return tuple(reason for reason in REASONS if found[reason])


def has_identity_number(text: str) -> bool:
    """Whether a Swedish personal identity or coordination number stands in a text, with a right control digit.

    Ten or twelve digits, with or without - or +. In a coordination number the day is 60 higher.
    """
    return any(_is_identity(re.sub(r"\D", "", found[1])) for found in _IDENTITY.finditer(_plain(text)))


def has_phone_number(text: str) -> bool:
    """Whether a telephone number stands in a text: from 0 with 8 to 11 digits, or from + or 00."""
    plain = _plain(text)
    return _AT_HOME.search(plain) is not None or _ABROAD.search(plain) is not None


def control_digit(nine: str) -> int:
    """The tenth digit of an identity number, from the nine before it (the Luhn algorithm, modulus 10)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return -sum(product // 10 + product % 10 for product in doubled) % 10


def has_word(text: str, entries: Iterable[str]) -> bool:
    """Whether any entry stands in a text as whole words in their order; one that ends with * begins a word."""
    words = f" {' '.join(normal_words(text))} "
    for entry in entries:
        wanted = " ".join(normal_words(entry))
        if wanted and f" {wanted}{'' if entry.rstrip().endswith('*') else ' '}" in words:
            return True
    return False


def normal_words(text: str) -> list[str]:
    """The words of a text without case, signs and stretched letters ("Dööö" is "dö")."""
    return _WORD.findall(_STRETCHED.sub(r"\1", unicodedata.normalize("NFKC", text).casefold()))


def entries_of(lines: str) -> tuple[str, ...]:
    """The entries of a list of words: one on each line; what follows # says something about it."""
    kept = (line.partition("#")[0].strip() for line in lines.splitlines())
    return tuple(entry for entry in kept if entry)


def check_list(lines: str) -> None:
    """A word of one letter, or none before the *, would hold everything back."""
    for entry in entries_of(lines):
        if len("".join(normal_words(entry))) < 2:
            raise Refusal("word_too_short", field="words", word=entry)


def check_chosen(chosen: Iterable[str]) -> None:
    """Approving needs something to approve."""
    if not list(chosen):
        raise Refusal("nothing_ticked", field="contribution")


def check_any_there(there: Sequence[bool]) -> None:
    """Who presses upon what has all gone meanwhile is told: another leader hid it, or its author took it back."""
    if there and not any(there):
        raise Refusal("looked_at_meanwhile", status=409)


def _plain(text: str) -> str:
    """One kind of digit, of dash and of space."""
    composed = unicodedata.normalize("NFKC", text).translate(_DASHES)
    digits = (str(unicodedata.decimal(char)) if char.isdecimal() else char for char in composed)
    return re.sub(r"\s+", " ", "".join(digits))


def _is_identity(digits: str) -> bool:
    ten = digits[-10:]
    month, day = int(ten[2:4]), int(ten[4:6])
    centuries = (digits[:2],) if len(digits) == 12 else ("19", "20")
    real = any(_is_day(int(century + ten[:2]), month, day - 60 * (day > 60)) for century in centuries)
    return real and control_digit(ten[:9]) == int(ten[9])


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return 1800 <= year <= 2199
