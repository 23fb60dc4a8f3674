"""Somebody at a browser without JavaScript: reads pages as people do, and sends the forms that it finds there."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.demo.cast import ASTRID, KIM, OLGA, OMAR, PETRA, TOVE, YOUNG

__all__ = ["ASTRID", "KIM", "OLGA", "OMAR", "PETRA", "TOVE", "YOUNG"]


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes and what it sends when nothing is typed."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Gathers the forms of a page with the values that they start with."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._inside: Form | None = None
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = Form(has.get("action", ""))
            self.forms.append(self._inside)
        if self._inside is None or not ("name" in has or tag == "option"):
            return
        if tag == "input" and has.get("type") not in {"checkbox", "radio"}:
            self._inside.values[has["name"]] = has.get("value", "")
        elif tag == "textarea":
            self._area = has["name"]
            self._inside.values[self._area] = ""
        elif tag == "select":
            self._select = has["name"]
        elif tag == "option" and self._select and ("selected" in has or self._select not in self._inside.values):
            self._inside.values[self._select] = has.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None and self._area is not None:
            self._inside.values[self._area] += data


def forms_of(page: str) -> list[Form]:
    """The forms of a page in their order."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


def form_to(page: str, action: str) -> Form:
    """The one form of a page that goes to `action` (or to what ends so)."""
    found = [form for form in forms_of(page) if form.action.endswith(action)]
    assert found, f"no form to {action} among {[form.action for form in forms_of(page)]}"
    return found[0]


def said(page: str) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def refusal_on(answer: TestResponse) -> str:
    """The words of the refusal on a page, or nothing."""
    found = re.search(r'class="refusal"[^>]*>([^<]*)<', answer.text)
    return html.unescape(found[1]) if found else ""


class Browser:
    """Somebody at a browser without JavaScript: it keeps its cookies and sends the forms of the page before it."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client: FlaskClient = app.test_client()
        self.language = language
        self.page = ""
        self.at = ""

    def get(self, address: str, **more: Any) -> TestResponse:
        """Open a page."""
        return self._shown(self.client.get(address, **self._with(more)), address)

    def send(self, action: str, **typed: Any) -> TestResponse:
        """Fill in and send the form that goes to `action` on the page before us, and see what comes."""
        form = form_to(self.page, action)
        return self.post(form.action, **{**form.values, **typed})

    def post(self, address: str, **values: Any) -> TestResponse:
        """Send values as they are, with nothing added."""
        answer = self.client.post(address, data=values, forged=True, **self._with({}))
        shown = self._shown(answer, address)
        return self.get(shown.location) if shown.status_code == 303 else shown

    def forge(self, address: str, **values: Any) -> TestResponse:
        """Send values that no page offered, with a token that is right. Redirects are not followed."""
        return self.client.post(address, data=values, **self._with({}))

    def cookie(self, name: str) -> str | None:
        """The value of a cookie that this browser keeps."""
        found = self.client.get_cookie(name)
        return found.value if found else None

    def _with(self, more: dict[str, Any]) -> dict[str, Any]:
        return {**more, "headers": {"Accept-Language": self.language, **dict(more.get("headers", {}))}}

    def _shown(self, answer: TestResponse, address: str) -> TestResponse:
        if answer.status_code != 303 and answer.mimetype == "text/html" and not answer.content_encoding:
            self.page, self.at = answer.text, urlsplit(address).path
        return answer
