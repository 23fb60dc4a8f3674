"""The Swedish catalogue: every text of code and templates, whole, with the values that the text takes."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from participation.config import ROOT

CODE = ROOT / "participation"
TEMPLATES = ROOT / "templates"
EASY = 30
"""Below this a text is very easy to read, by LIX (Björnsson 1968)."""


def _extracted() -> Catalog:
    """Every text of code and templates, by the mappings of pyproject.toml, as `make translations` finds them."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options: dict[str, Any] = {
        mapping["pattern"]: {name: str(value) for name, value in mapping.items() if name not in {"pattern", "method"}}
        for mapping in mappings
    }
    keywords = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    catalog = Catalog()
    for folder in (CODE, TEMPLATES):
        found = extract_from_dir(folder, methods, options, keywords, directory_filter=lambda _folder: True)
        for file, line, message, _comments, context in found:
            catalog.add(message, context=context, locations=[(f"{folder.name}/{file}", line)])
    return catalog


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    path = CODE / "translations" / "sv" / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(path.read_bytes()), locale="sv")


def test_the_swedish_catalogue_covers_every_text(swedish: Catalog) -> None:
    missing = [message.id for message in _extracted() if message.id and swedish.get(message.id) is None]
    assert missing == []


def test_no_swedish_text_is_empty_or_only_guessed(swedish: Catalog) -> None:
    poor = [
        message.id
        for message in swedish
        if message.id
        and (message.fuzzy or not all(message.string if isinstance(message.string, tuple) else (message.string,)))
    ]
    assert poor == []


def test_a_translation_keeps_the_values_that_its_text_takes(swedish: Catalog) -> None:
    def values(text: object) -> set[str]:
        joined = " ".join(text) if isinstance(text, tuple | list) else str(text)
        return set(re.findall(r"%\((\w+)\)[sd]", joined))

    differing = [message.id for message in swedish if message.id and values(message.id) != values(message.string)]
    assert differing == []


def _forms(text: object) -> list[str]:
    """A text's words: one, or one for each plural form."""
    return [str(form) for form in text] if isinstance(text, tuple | list) else [str(text)]


def _lix(texts: Iterable[str]) -> float:
    """Words per sentence + 100 × words longer than six letters / words; a value counts as one short word, and
    each text ends a sentence."""
    words = sentences = longer = 0
    for text in texts:
        plain = re.sub(r"%\(\w+\)[sd]", "X", text)
        found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain)
        words += len(found)
        longer += sum(len(word) > 6 for word in found)
        sentences += len([part for part in re.split(r"[.?!]+(?:\s|$)", plain) if re.search(r"\w", part)])
    return words / sentences + 100 * longer / words


def _sentences(texts: Iterable[str]) -> list[str]:
    """The running text among them: labels and buttons of a word or two would make any page look easy."""
    return [text for text in texts if text.endswith((".", "?"))]


def test_lix_is_counted_as_it_is_defined() -> None:
    assert _lix(["Vi lyssnar på dig. Sedan svarar nämnden."]) == pytest.approx(7 / 2 + 100 * 2 / 7)


def test_the_swedish_texts_are_very_easy_to_read(swedish: Catalog) -> None:
    texts = list(chain.from_iterable(_forms(message.string) for message in swedish if message.id))
    assert _lix(texts) < EASY
    assert _lix(_sentences(texts)) < EASY


def test_every_page_with_running_text_is_very_easy_to_read_in_swedish(swedish: Catalog) -> None:
    on_page: dict[str, list[str]] = defaultdict(list)
    for message in _extracted():
        known = swedish.get(message.id) if message.id else None
        for file in {file for file, _line in message.locations}:
            on_page[file] += _sentences(_forms(known.string)) if known else []
    long_enough = {file: texts for file, texts in on_page.items() if len(texts) >= 5}
    assert len(long_enough) > 5
    assert {file: round(lix) for file, texts in long_enough.items() if (lix := _lix(texts)) >= EASY} == {}


def test_no_text_shouts(swedish: Catalog) -> None:
    texts = [message for message in swedish if message.id]
    loud = [message.id for message in texts if "!" in " ".join(_forms(message.id) + _forms(message.string))]
    assert loud == []


def test_a_swedish_text_has_both_plural_forms_where_its_english_one_has(swedish: Catalog) -> None:
    lacking = [
        message.id
        for message in swedish
        if message.id and len(_forms(message.string)) != (2 if isinstance(message.id, tuple) else 1)
    ]
    assert lacking == []
