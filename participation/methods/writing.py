"""Writing a method as a file that `reading` reads: for people to read and change, and for another municipality."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from participation.methods.model import Method, MethodStep
from participation.methods.rules import MOST_PLACES


def as_file(method: Method, id_: str = "") -> str:
    """The file of a method; with `id_`, so that whoever has it knows a newer version when it comes."""
    head: dict[str, Any] = {"id": id_, "version": method.version} if id_ else {}
    head |= {
        "title": method.title,
        "summary": method.summary,
        "suits": method.suits,
        "outcome": method.outcome,
        "purpose": method.purpose,
        "place": method.place if method.place < MOST_PLACES else None,
        "people": _span(method.people),
        "groups": _span(method.groups) if method.groups else None,
        "starts": method.starts,
        "more_young_than_adults": method.more_young_than_adults or None,
        "bring": list(method.bring),
    }
    lines = list(_lines(head))
    for role in method.roles:
        lines += ["", "[[roles]]", *_lines({"who": role.who, "does": role.does})]
    for point in method.checklist:
        lines += ["", "[[checklist]]", *_lines({"days": point.days, **point.text})]
    for step in method.steps:
        lines += ["", "[[steps]]", *_lines(_step(step))]
    return "\n".join(lines) + "\n"


def _step(step: MethodStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "minutes": step.minutes,
        "title": step.title,
        "prompt": step.prompt,
        "note": step.note,
        "settings": step.settings,
    }


def _span(span: tuple[int, int]) -> dict[str, int]:
    return {"least": span[0], "most": span[1]}


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    """One line for each value that says something; a long list has a line for each of what it holds."""
    for name, value in values.items():
        if value is None or value in ("", {}, []):
            continue
        if isinstance(value, list):
            yield from (f"{name} = [", *(f"  {_value(item)}," for item in value), "]")
        else:
            yield f"{name} = {_value(value)}"


def _value(value: Any) -> str:
    """A value in TOML: its texts are written as JSON writes them, which TOML reads the same."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_value(inner)}" for name, inner in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
