"""What was taken back stands in its form again, as it was typed. Answers become drafts instead, see `drafting`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from participation.proposals.answering.reading import WHOLE
from participation.proposals.models import PendingEntry
from participation.proposals.rules import Kind

Said = Mapping[str, Any]


def _promised(facts: Said, body: Said) -> Said:
    return {"what": body["what"], "who": body["who"], "due": facts["due"]}


def _moved(facts: Said, body: Said) -> Said:
    return {"date": facts["date"], "due": facts["to"], "reason": body["reason"]}


def _worked(facts: Said, body: Said) -> Said:
    shown = body.get("picture") or {}
    return {
        "promise": facts.get("promise", WHOLE),
        "words": body.get("words", ""),
        "picture_text": shown.get("text", ""),
    }


def _said(_facts: Said, body: Said) -> Said:
    return {name: body[name] for name in ("reason", "words") if name in body}


_FORMS: Mapping[str, tuple[str, Callable[[Said, Said], Said]]] = {
    Kind.PROMISED: ("proposals.promise", _promised),
    Kind.MOVED: ("proposals.move", _moved),
    Kind.PROGRESSED: ("proposals.progress", _worked),
    Kind.DONE: ("proposals.finish", _worked),
    Kind.TOLD: ("proposals.tell_more", _said),
    Kind.WITHDRAWN: ("proposals.withdraw", _said),
    Kind.CORRECTED: ("proposals.correct", _said),
}


def typed(taken_back: PendingEntry) -> tuple[str, dict[str, str]] | None:
    """The form that something was written in (its endpoint), and what stood in its fields; None for an answer."""
    if taken_back.kind not in _FORMS:
        return None
    endpoint, read = _FORMS[taken_back.kind]
    values = {name: str(value) for name, value in read(taken_back.facts, taken_back.body).items()}
    return endpoint, values | ({"about": str(taken_back.about_seq)} if taken_back.about_seq is not None else {})
