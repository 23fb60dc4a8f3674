"""From the bytes of a file to its text and its lines: encodings, marks of order, limits."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from participation.voting.counting.terms import Progress, silent
from participation.voting.interchange.election import BadFile

MOST_BYTES = 200_000_000
"""Several million ballots; more is refused rather than filling the memory."""

TELLS_AFTER = 20_000
"""Lines between two words about how far the reading has come."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str:
    """The text of a file, with every line ended by one newline.

    UTF-8, with or without its mark, and UTF-16 with one, as spreadsheets write them. What is neither is taken for
    Windows' western letters, in which older files are written.
    """
    if len(data) > MOST_BYTES:
        raise BadFile("too_large", megabytes=MOST_BYTES // 1_000_000)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        text = _western(data, encoding, problem)
    if "\0" in text:
        raise BadFile("not_text", text[: text.index("\0")].count("\n") + 1)
    if not text.strip():
        raise BadFile("empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Lines:
    """A text's lines one after another, without their ends; `number` is the line that came last."""

    def __init__(self, text: str, progress: Progress = silent) -> None:
        self._text, self._at, self._progress = text, 0, progress
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        """Line by line; `rest` is what was not yet given out."""
        text = self._text
        while self._at < len(text):
            begin, end = self._at, text.find("\n", self._at)
            self._at = len(text) if end < 0 else end + 1
            self.number += 1
            if not self.number % TELLS_AFTER:
                self._progress(begin, len(text))
            yield text[begin : self._at].rstrip("\n")

    def rest(self) -> str:
        """All that is left."""
        return self._text[self._at :]


def rows(
    text: str, delimiter: str, progress: Progress = silent, *, marks: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells, each with the line where it begins; without `marks` a quotation mark is a letter as others are."""
    lines = (f"{line}\n" for line in Lines(text, progress))
    reader = csv.reader(lines, delimiter=delimiter, strict=True, quoting=csv.QUOTE_MINIMAL if marks else csv.QUOTE_NONE)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        raise BadFile("cells", line) from problem


def _western(data: bytes, encoding: str, problem: UnicodeDecodeError) -> str:
    """A file in Windows' western letters."""
    try:
        if encoding == "utf-8":
            return data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    raise BadFile("letters", data[: problem.start].count(b"\n") + 1)
