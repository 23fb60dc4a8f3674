"""Reading a method file: one place decides what a file may say, for those that come with the product and all others.

Pure: text in, a method out, or a refusal that names the line.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from participation.methods.model import Method, MethodStep, Point, Role, Words
from participation.methods.rules import (
    LANGUAGES,
    LONGEST_FILE,
    LONGEST_NOTE,
    LONGEST_POINT,
    LONGEST_PROMPT,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_MINUTES,
    MOST_PEOPLE,
    MOST_PLACES,
    MOST_POINTS,
    MOST_STEPS,
    MOST_VERSIONS,
    PURPOSES,
)
from participation.refusal import Refusal

_MORE = (
    *("id", "version", "purpose", "place", "suits", "outcome", "groups", "starts", "more_young_than_adults"),
    *("bring", "roles", "checklist"),
)
_JOINERS = "\u200d\u200c\u200e\u200f"
_TAG = re.compile(r"<\s*[a-zA-Z/!?]")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def read(source: str, key: str) -> Method:
    """The method that a file describes. What its steps' kinds and settings may be is asked by `check_steps`."""
    file = _File(source)
    top = file.table()
    top.check_keys(("title", "summary", "people", "steps"), _MORE)
    title = top.words("title", LONGEST_TITLE)
    file.languages = frozenset(title)
    return Method(
        key=key,
        title=title,
        summary=top.words("summary", LONGEST_TEXT),
        suits=top.words("suits", LONGEST_TEXT, required=False),
        outcome=top.words("outcome", LONGEST_TEXT, required=False),
        purpose=top.one_of("purpose", PURPOSES),
        place=top.whole("place", 1, MOST_PLACES, otherwise=MOST_PLACES),
        people=top.span("people"),
        groups=top.span("groups") if "groups" in top.values else None,
        starts=top.clock("starts"),
        more_young_than_adults=top.flag("more_young_than_adults"),
        bring=top.each_words("bring", LONGEST_POINT),
        roles=tuple(_role(table) for table in file.tables("roles", 20)),
        checklist=tuple(_point(table) for table in file.tables("checklist", MOST_POINTS)),
        steps=tuple(_step(table) for table in file.tables("steps", MOST_STEPS, least=1)),
        version=top.whole("version", 1, MOST_VERSIONS, otherwise=1),
    )


def id_in(source: str) -> str:
    """The id that a file carries, or nothing; for a file that `read` has read."""
    return str(tomllib.loads(source).get("id", ""))


def check_steps(source: str, method: Method, known: Mapping[str, Mapping[str, Container[Any]]]) -> None:
    """Refuse kinds and settings that are not in `known`: by kind, what each of its settings may be."""
    file = _File(source)
    for step, table in zip(method.steps, file.tables("steps", MOST_STEPS), strict=True):
        if step.kind not in known:
            raise Refusal("method_kind", field="file", line=table.line("kind"), what=step.kind)
        for name, value in step.settings.items():
            if not _may_be(value, known[step.kind].get(name, ()), file.languages):
                raise Refusal("method_setting", field="file", line=table.line("settings"), what=name)


def _may_be(value: Any, allowed: Container[Any], languages: Collection[str]) -> bool:
    """Whether a setting may be this; a list of texts in languages, when it may be in each of them."""
    if isinstance(value, list) and value and all(isinstance(text, dict) for text in value):
        each = [[text.get(language) for text in value] for language in languages]
        return all(texts in allowed for texts in each) and all(set(text) == set(languages) for text in value)
    return isinstance(value, (str, int, list)) and value in allowed


def _role(table: _Table) -> Role:
    table.check_keys(("who", "does"))
    return Role(table.words("who", LONGEST_TITLE), table.words("does", LONGEST_TEXT))


def _point(table: _Table) -> Point:
    """A point's languages stand beside its `days`."""
    table.check_keys((), (*LANGUAGES, "days"))
    days = table.whole("days", 0, MOST_DAYS) if "days" in table.values else None
    text = {name: words for name, words in table.values.items() if name != "days"}
    return Point(table.checked(text, "", LONGEST_POINT), days)


def _step(table: _Table) -> MethodStep:
    table.check_keys(("kind", "minutes", "title"), ("prompt", "note", "settings"))
    kind, settings = table.values["kind"], table.values.get("settings", {})
    if not isinstance(kind, str) or not isinstance(settings, dict):
        table.refuse("settings" if isinstance(kind, str) else "kind")
    for text in _texts(settings):
        table.one(text, "settings", LONGEST_PROMPT)
    return MethodStep(
        kind=kind,
        title=table.words("title", LONGEST_TITLE),
        prompt=table.words("prompt", LONGEST_PROMPT, required=False),
        note=table.words("note", LONGEST_NOTE, required=False),
        minutes=table.whole("minutes", 1, MOST_MINUTES),
        settings=settings,
    )


class _File:
    """A file as it was read, and where its words stand, so that a refusal can name the line."""

    def __init__(self, source: str) -> None:
        if len(source) > LONGEST_FILE:
            raise Refusal("method_too_long", field="file", limit=LONGEST_FILE)
        self.lines = source.splitlines()
        try:
            self.values: dict[str, Any] = tomllib.loads(source)
        except (ValueError, RecursionError) as problem:  # ValueError: not TOML, or a number beyond all bounds
            told = re.search(r"line (\d+)", str(problem))
            line = int(told[1]) if told else max(1, len(self.lines))
            raise Refusal("method_not_toml", field="file", line=line) from problem
        self.languages: frozenset[str] = frozenset(_title_of(self.values)) or frozenset(LANGUAGES)

    def table(self) -> _Table:
        """What stands before all sections."""
        first = next((at for at, line in enumerate(self.lines) if line.lstrip().startswith("[")), len(self.lines))
        return _Table(self, self.values, 0, first)

    def tables(self, section: str, most: int, least: int = 0) -> list[_Table]:
        """The tables of a section such as `[[steps]]`, in their order."""
        found = self.values.get(section, [])
        if not isinstance(found, list) or not all(isinstance(values, dict) for values in found):
            self.table().refuse(section)
        if not least <= len(found) <= most:
            raise Refusal("method_how_many", field="file", what=section, least=least, most=most)
        heads = [at for at, line in enumerate(self.lines) if re.match(rf"\s*\[\[\s*{section}\s*\]\]", line)]
        heads += [0] * (len(found) - len(heads))  # written in one line, as nobody does by hand
        return [_Table(self, values, head, self._end(head)) for values, head in zip(found, heads, strict=False)]

    def _end(self, head: int) -> int:
        later = (at for at in range(head + 1, len(self.lines)) if self.lines[at].lstrip().startswith("["))
        return next(later, len(self.lines))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a file: its values, and the lines between which it stands."""

    file: _File
    values: Mapping[str, Any]
    begin: int
    end: int

    def line(self, name: str) -> int:
        """The line on which `name` is said, from 1; the table's first when it is not."""
        said = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
        return next((at for at in range(self.begin, self.end) if said.match(self.file.lines[at])), self.begin) + 1

    def refuse(self, name: str) -> None:
        """What `name` says cannot be."""
        raise Refusal("method_value", field="file", line=self.line(name), what=name)

    def check_keys(self, needed: Sequence[str], more: Sequence[str] = ()) -> None:
        """Refuse a table that lacks something, or says what nobody reads."""
        for name in needed:
            if name not in self.values:
                raise Refusal("method_lacks", field="file", line=self.line(name), what=name)
        for name in self.values:
            if name not in needed and name not in more:
                raise Refusal("method_unknown", field="file", line=self.line(name), what=name[:60])

    def words(self, name: str, limit: int, *, required: bool = True) -> Words:
        """A text in every language of the file; none at all when it may be left out."""
        if name not in self.values and not required:
            return {}
        return self.checked(self.values[name], name, limit)

    def each_words(self, name: str, limit: int) -> tuple[Words, ...]:
        """A list of such texts."""
        found = self.values.get(name, [])
        if not isinstance(found, list) or len(found) > MOST_POINTS:
            self.refuse(name)
        return tuple(self.checked(text, name, limit) for text in found)

    def checked(self, text: Any, name: str, limit: int) -> Words:
        """A text by language, as it is kept: composed, without markup or signs that cannot be seen."""
        if not isinstance(text, dict) or set(text) != self.file.languages or not set(text) <= set(LANGUAGES):
            told = ", ".join(sorted(self.file.languages & set(LANGUAGES))) or ", ".join(LANGUAGES)
            raise Refusal("method_languages", field="file", line=self.line(name), what=name, languages=told)
        return {
            language: self.one(text[language], name or language, limit) for language in LANGUAGES if language in text
        }

    def one(self, text: Any, name: str, limit: int) -> str:
        """One text as it is kept."""
        if not isinstance(text, str) or not text.strip() or not all(map(_can_be_seen, text)):
            self.refuse(name)
        if len(text) > limit:
            raise Refusal("method_text", field="file", line=self.line(name), what=name, limit=limit)
        if _TAG.search(text):
            raise Refusal("method_markup", field="file", line=self.line(name), what=name)
        return unicodedata.normalize("NFC", text.strip())

    def whole(self, name: str, least: int, most: int, otherwise: int | None = None) -> int:
        """A whole number within bounds."""
        value = self.values.get(name, otherwise)
        if type(value) is not int or not least <= value <= most:
            self.refuse(name)
        assert isinstance(value, int)
        return value

    def span(self, name: str) -> tuple[int, int]:
        """From `least` to `most` people."""
        values = self.values[name]
        if not isinstance(values, dict) or set(values) != {"least", "most"}:
            self.refuse(name)
        least, most = values["least"], values["most"]
        if type(least) is not int or type(most) is not int or not 1 <= least <= most <= MOST_PEOPLE:
            self.refuse(name)
        return least, most

    def one_of(self, name: str, among: Sequence[str]) -> str:
        """One of a few words; the first when it is not said."""
        value = self.values.get(name, among[0])
        if value not in among:
            self.refuse(name)
        return str(value)

    def clock(self, name: str) -> str:
        """A time of day, or none."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or (value and not _CLOCK.fullmatch(value)):
            self.refuse(name)
        return str(value)

    def flag(self, name: str) -> bool:
        """True or false; false when it is not said."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self.refuse(name)
        return bool(value)


def _title_of(values: Mapping[str, Any]) -> Mapping[str, Any]:
    title = values.get("title")
    return title if isinstance(title, dict) else {}


def _texts(value: Any) -> Iterator[str]:
    """Every text within a step's settings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _can_be_seen(char: str) -> bool:
    return char.isprintable() or char == "\n" or char in _JOINERS
