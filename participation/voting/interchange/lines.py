"""From the bytes of a file to its text: encodings, marks of order, and limits."""

from __future__ import annotations

import codecs

from participation.voting.interchange.election import BadFile

MOST_BYTES = 200_000_000
"""Several million ballots; more is refused rather than filling the memory."""

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
        raise BadFile(f"the file is larger than {MOST_BYTES // 1_000_000} MB")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        text = _western(data, encoding, problem)
    if "\0" in text:
        raise BadFile("this is not a text file", text[: text.index("\0")].count("\n") + 1)
    if not text.strip():
        raise BadFile("the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _western(data: bytes, encoding: str, problem: UnicodeDecodeError) -> str:
    """A file in Windows' western letters."""
    try:
        if encoding == "utf-8":
            return data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    raise BadFile("the letters cannot be read; save the file as UTF-8", data[: problem.start].count(b"\n") + 1)
