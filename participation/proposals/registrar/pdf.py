"""A record as PDF/A-2u (ISO 19005-2): typeface embedded, every letter mapped, colours defined, nothing fetched.

fpdf2 holds the rules of the standard itself (`enforce_compliance`): it refuses what they do not allow.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from flask_babel import format_datetime, get_locale
from fontTools.ttLib import TTFont
from fpdf import FPDF

from participation.proposals.registrar.rules import Entered, Record, readable

_FONTS = {
    "Noto": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "Noto Arabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
"""The typeface, and what stands in for letters that it lacks; both under the SIL Open Font License."""
_WIDTH = 120
"""Millimetres of a picture."""


class _Paper(FPDF):
    """An A4 document with its name and page on each sheet."""

    def __init__(self, name: str, known: frozenset[int]) -> None:
        super().__init__(enforce_compliance="PDF/A-2U")
        self.known, self.name = known, name

    def footer(self) -> None:
        """The name of the document and the page's number."""
        self.set_y(-15)
        self.set_font("Noto", size=8)
        self.cell(0, 5, f"{self.name} · {self.page_no()}", align="C")

    def say(self, text: str, size: float, above: float = 0) -> None:
        """A paragraph."""
        if not text:
            return
        self.set_font("Noto", size=size)
        self.ln(above)
        self.multi_cell(0, size * 0.5, readable(text, self.known), align="L", new_x="LMARGIN", new_y="NEXT")


def write(record: Record, municipality: str, pictures: Mapping[str, Path], made: str) -> bytes:
    """The document. `pictures` are the files of those that are shown; `made` says what this document is."""
    paper = _begun(record, municipality)
    paper.say(f"{municipality} · {made}", 9)
    paper.say(record.title, 20, above=3)
    for label, value in record.facts:
        paper.say(f"{label}: {value}", 10, above=0.6)
    for entry in record.entries:
        _tell(paper, entry, pictures)
    return bytes(paper.output())


def _begun(record: Record, municipality: str) -> _Paper:
    """The document with its typefaces and what it is called, at the top of its first page."""
    known = frozenset(code for name in _FONTS for code in _codes(name))
    paper = _Paper(f"{municipality}, {record.number}", known)
    paper.set_lang(str(get_locale()))
    paper.set_title(readable(f"{record.number} {record.title}", known))
    paper.set_author(municipality)
    paper.set_creator("Tråden")
    for name in _FONTS:
        paper.add_font(name, fname=_file(name))
    paper.set_fallback_fonts([name for name in _FONTS if name != "Noto"])
    paper.set_auto_page_break(auto=True, margin=22)
    paper.set_margins(24, 22, 24)
    paper.add_page()
    return paper


def _tell(paper: _Paper, entry: Entered, pictures: Mapping[str, Path]) -> None:
    paper.say(entry.heading, 13, above=7)
    paper.say(f"{format_datetime(entry.at)} · {entry.seq}", 9)
    for line in entry.lines:
        paper.say(f"{line.label}: {line.text}" if line.label else line.text, 10.5, above=1.2)
        paper.say(line.gone, 9)
    for picture in entry.pictures:
        if picture.id in pictures:
            paper.ln(2)
            paper.image(str(pictures[picture.id]), x=paper.l_margin, w=_WIDTH, alt_text=picture.text)
        paper.say(picture.text, 9, above=1)
    paper.say(f"SHA-256 {entry.hash}", 7, above=1)


def _file(name: str) -> str:
    package, file = _FONTS[name]
    return str(resources.files(package) / "files" / file)


def _codes(name: str) -> set[int]:
    with TTFont(_file(name), lazy=True) as font:
        return set(font.getBestCmap())
