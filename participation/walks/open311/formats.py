"""Answers in XML and JSON, one from the other as GeoReport v2 says: a list is an element that holds one kind only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from flask import Response

ITEMS = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
"""What stands inside the element of a list."""

TYPES = {"xml": "text/xml", "json": "application/json"}


def answer(root: str, value: Mapping[str, Any] | Sequence[Any], written_as: str, status: int = 200) -> Response:
    """The answer in one of the formats; in JSON the root has no name."""
    if written_as == "json":
        body = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    else:
        body = '<?xml version="1.0" encoding="utf-8"?>\n' + "".join(_element(root, value)) + "\n"
    made = Response(body, status=status, content_type=f"{TYPES[written_as]}; charset=utf-8")
    made.headers["Access-Control-Allow-Origin"] = "*"
    made.vary.add("Accept-Language")
    return made


def _element(name: str, value: Any) -> Iterator[str]:
    if value is None or value == "":
        yield f"<{name}/>"
        return
    yield f"<{name}>"
    if isinstance(value, Mapping):
        for part, inside in value.items():
            yield from _element(part, inside)
    elif isinstance(value, list):
        for each in value:
            yield from _element(ITEMS[name], each)
    else:
        yield escape(_text(value))
    yield f"</{name}>"


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
