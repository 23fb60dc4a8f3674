"""A browser without JavaScript: cookies of its own, forms read from pages and sent as they stand there.

A field that a page does not offer cannot be filled in, so that a page which lost one is found out.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, OpenerDirector, ProxyHandler, Request, build_opener

Value = str | Iterable[str]


class Unexpected(AssertionError):
    """The server answered otherwise than a person would need, or a page lacks what it should offer."""


@dataclass(slots=True)
class Form:
    """A form of a page: where it goes, what it holds now, and what each field may hold."""

    action: str
    multipart: bool = False
    filled: list[tuple[str, str]] = field(default_factory=list)
    offered: dict[str, dict[str, str]] = field(default_factory=dict)
    """For each field its possible values with their labels; no values where anything can be written."""

    def fill(self, values: Mapping[str, Value]) -> list[tuple[str, str]]:
        """What is sent when a person fills in `values` and leaves the rest; a list ticks several boxes."""
        sent = [(name, value) for name, value in self.filled if name not in values]
        for name, given in values.items():
            if name not in self.offered:
                raise Unexpected(f"the form {self.action} has no field {name}")
            for value in [given] if isinstance(given, str) else given:
                if self.offered[name] and value not in self.offered[name]:
                    raise Unexpected(f"the form {self.action} does not offer {value} in {name}")
                sent.append((name, value))
        return sent

    def labelled(self, name: str) -> dict[str, str]:
        """The labels of a field's values, each with its value."""
        return {label: value for value, label in self.offered[name].items()}


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: where the browser ended up after redirects, and what stands there."""

    status: int
    url: str
    text: str

    @property
    def path(self) -> str:
        """The path of its address."""
        return urlsplit(self.url).path

    def forms(self) -> list[Form]:
        """Every form of the page."""
        reader = _Forms()
        reader.feed(self.text)
        return reader.found

    def form(self, end: str) -> Form:
        """The form whose address ends so; refuses when there is none."""
        found = next((form for form in self.forms() if form.action.endswith(end)), None)
        if found is None:
            raise Unexpected(f"{self.url} has no form to …{end}")
        return found

    def words(self) -> str:
        """What stands on the page, as one line of text."""
        reader = _Words()
        reader.feed(self.text)
        return " ".join(" ".join(reader.found).split())


class _Unraised(HTTPErrorProcessor):
    """Answers of 400 and above are pages like any other."""

    def http_response(self, request: Request, response: HTTPResponse) -> Any:
        if response.status < 400:
            return super().http_response(request, response)
        return response


class Browser:
    """One person's browser. `language` is what it asks for; `took` collects the seconds of every request."""

    def __init__(self, base: str, language: str = "en", took: list[float] | None = None) -> None:
        """A browser with no cookies that opens paths of `base`."""
        self.base = base
        self.took = [] if took is None else took
        self.jar = CookieJar()
        self._opener: OpenerDirector = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.jar), _Unraised())
        self._opener.addheaders = [("Accept-Language", language), ("User-Agent", "replay")]

    def another(self) -> Browser:
        """Somebody else's browser, measured together with this one."""
        return Browser(self.base, took=self.took)

    def open(self, path: str, *, expect: int = 200) -> Page:
        """Open a page, following redirects; refuses any other status than `expect`."""
        return self._go(Request(urljoin(self.base, path)), expect)

    def send(
        self, form: Form, fields: Mapping[str, Value] | None = None, *, picture: bytes | None = None, **more: Value
    ) -> Page:
        """Fill in a form and press its button. `picture` is the bytes of a JPEG for the field `picture`."""
        sent = form.fill({**(fields or {}), **more})
        kind, body = "application/x-www-form-urlencoded", urlencode(sent).encode()
        if form.multipart:
            kind, body = multipart(sent, picture)
        address = urljoin(self.base, form.action)
        return self._go(Request(address, data=body, headers={"Content-Type": kind}), 200)

    def loads(self, path: str) -> bytes:
        """The bytes of a file that a page shows."""
        with self._opener.open(Request(urljoin(self.base, path)), timeout=30) as answer:
            return bytes(answer.read())

    def cookies(self) -> str:
        """All its cookies as a request carries them."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def _go(self, request: Request, expect: int) -> Page:
        started = time.perf_counter()
        with self._opener.open(request, timeout=30) as answer:
            page = Page(answer.status, answer.geturl(), answer.read().decode())
        self.took.append(time.perf_counter() - started)
        if page.status != expect:
            raise Unexpected(f"{request.get_method()} {request.full_url}: {page.status}, {page.words()[:300]}")
        return page


def multipart(sent: Sequence[tuple[str, str]], picture: bytes | None) -> tuple[str, bytes]:
    """Fields and the bytes of a JPEG as a form sends them: the kind of the body, and the body."""
    border = uuid.uuid4().hex
    named = f"--{border}\r\nContent-Disposition: form-data; name="
    parts = [f'{named}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in sent]
    if picture is not None:
        head = f'{named}"picture"; filename="picture.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        parts.append(head.encode() + picture + b"\r\n")
    return f"multipart/form-data; boundary={border}", b"".join(parts) + f"--{border}--\r\n".encode()


class _Forms(HTMLParser):
    """Reads forms: what is filled in, what can be chosen, and the words beside each choice."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._text: list[str] = []
        self._area = self._select = ""
        self._choice: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            multipart = held.get("enctype") == "multipart/form-data"
            self._form = Form(held.get("action", ""), multipart)
            if held.get("method") == "post":
                self.found.append(self._form)
        elif self._form is not None and tag in {"input", "textarea", "select", "option", "button"}:
            self._field(self._form, tag, held)

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._form is not None:
            self._form.filled.append((self._area, "".join(self._text).strip()))
        elif tag in {"label", "option"} and self._form is not None and self._choice is not None:
            name, value = self._choice
            self._form.offered[name][value] = " ".join("".join(self._text).split())
            self._choice = None

    def _field(self, form: Form, tag: str, held: Mapping[str, str]) -> None:
        name, value = held.get("name", ""), held.get("value", "")
        if tag == "option":
            form.offered[self._select][value] = ""
            self._choice, self._text = (self._select, value), []
            first = not any(known == self._select for known, _ in form.filled)
            if "selected" in held or first:
                form.filled = [pair for pair in form.filled if pair[0] != self._select] + [(self._select, value)]
        elif name:
            form.offered.setdefault(name, {})
            if tag == "input":
                self._input(form, name, value, held)
            elif tag == "button":
                form.offered[name][value] = ""
            else:
                self._area, self._select, self._text = name, name, []

    def _input(self, form: Form, name: str, value: str, held: Mapping[str, str]) -> None:
        kind = held.get("type", "text")
        if kind in {"checkbox", "radio"}:
            form.offered[name][value] = ""
            self._choice, self._text = (name, value), []
        if kind != "file" and (kind not in {"checkbox", "radio"} or "checked" in held):
            form.filled.append((name, value))


class _Words(HTMLParser):
    """Reads a page's text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
