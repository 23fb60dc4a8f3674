"""Open311 as the tests speak it: a key, both formats, and what a refusal looks like in them."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from werkzeug.test import TestResponse

from tests.reading import Browser

V2 = "/open311/v2"


def xml(answer: TestResponse) -> ET.Element:
    assert answer.content_type == "text/xml; charset=utf-8"
    assert answer.data.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    return ET.fromstring(answer.data)


def spark(element: ET.Element) -> Any:
    """XML as JSON by the convention that GeoReport names: an element that holds one kind of element is a list."""
    lists = {"services", "attributes", "values", "service_requests", "errors", "endpoints", "formats"}
    if element.tag in lists:
        return [spark(child) for child in element]
    return {child.tag: spark(child) for child in element} if len(element) else element.text


def as_text(value: Any) -> Any:
    """JSON's values as XML has them."""
    if isinstance(value, dict):
        return {name: as_text(part) for name, part in value.items()}
    if isinstance(value, list):
        return [as_text(part) for part in value]
    return (
        value
        if value is None
        else None
        if value == ""
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )


def send(api: Browser, key: str, written_as: str = "json", **fields: str) -> TestResponse:
    values = {
        "api_key": key,
        "service_code": "light",
        "lat": "60.17154",
        "long": "24.94431",
        "attribute[feeling]": "-2",
        "description": "Lampan är trasig",
        **{name.replace("__", "[").replace("_end", "]"): value for name, value in fields.items()},
    }
    return api.client.post(f"{V2}/requests.{written_as}", data={n: v for n, v in values.items() if v}, forged=True)


def error(answer: TestResponse) -> tuple[int, str]:
    """The status of a refused request, and its code; both formats have the same shape."""
    if answer.mimetype == "text/xml":
        (told,) = spark(xml(answer))
    else:
        (told,) = answer.json
    assert set(told) == {"code", "description"}
    assert told["description"]
    return answer.status_code, told["code"]
