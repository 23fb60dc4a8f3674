"""Rows of the protocol as people send them: on the page, many at once, and as a table from a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import current_app, request
from flask_babel import LazyString, force_locale
from werkzeug.datastructures import FileStorage

from participation.refusal import Refusal
from participation.walks.protocol import rules, words
from participation.walks.protocol.queries import Row
from participation.walks.protocol.rules import Answer, Change
from participation.web import forms, tables
from participation.web.languages import current
from participation.web.refusals import words_for

MOST_ROWS = 500
MOST_TOLD = 20
"""Lines whose problems are told at once."""
FOR_ALL = "all"
"""Stands for a place in the names of the fields that hold for those ticked."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood, and what was not, by place or by line."""

    changes: list[Change]
    refused: dict[str, Refusal]


# The page


def from_form(rows: Collection[Row], departments: Collection[str]) -> Read:
    """The rows of the page; what was filled in for those ticked goes before what stands in them."""
    ticked = set(request.form.getlist("tick"))
    common = _typed(FOR_ALL, departments)
    if common != Answer() and not ticked:
        raise Refusal("tick_rows", field="tick")
    read = Read([], {})
    for row in rows:
        if f"version-{row.id}" not in request.form:
            continue
        try:
            answer = _typed(row.id, departments)
            seen = forms.whole(f"version-{row.id}", least=0, most=10**6)
        except Refusal as refusal:
            read.refused[row.id] = refusal
            continue
        read.changes.append(Change(row.id, seen, _over(answer, common) if row.id in ticked else answer))
    return read


def _typed(key: str, departments: Collection[str]) -> Answer:
    return Answer(
        outcome=forms.choice(f"outcome-{key}", ("", *rules.OUTCOMES)),
        department_id=forms.choice(f"department-{key}", {"", *departments}),
        due=forms.date(f"due-{key}", required=False),
        words=forms.text(f"words-{key}", limit=rules.LONGEST_WORDS, required=False),
        to_whom=_line(f"to_whom-{key}", rules.LONGEST_RECEIVER),
        work_order=_line(f"work_order-{key}", rules.LONGEST_ORDER),
    )


def _line(name: str, limit: int) -> str:
    return forms.text(name, limit=limit, required=False).replace("\n", " ")


def _over(answer: Answer, common: Answer) -> Answer:
    """A row with what was filled in for all that are ticked."""
    return Answer(
        common.outcome or answer.outcome,
        common.department_id or answer.department_id,
        common.due or answer.due,
        common.words or answer.words,
        common.to_whom or answer.to_whom,
        common.work_order or answer.work_order,
    )


# The table


def from_table(file: FileStorage | None, rows: Collection[Row], departments: Mapping[str, str]) -> dict[int, Change]:
    """The rows of a table by their line; `departments` are ids by name. Refuses it when one of them is not to be read,
    and says which.
    """
    if file is None or not file.filename:
        raise Refusal("missing", field="file")
    by_number = {str(row.number): row for row in rows}
    known = {name.casefold(): id_ for name, id_ in departments.items()}
    found: dict[int, Change] = {}
    refused: dict[int, Refusal] = {}
    for line, cells in _lines(_text(file.stream.read())):
        try:
            row = by_number.get(cells.get("number", "")) or _unknown()
            if any(change.place_id == row.id for change in found.values()):
                raise Refusal("row_twice")
            found[line] = Change(row.id, _version(cells["version"]), _told(cells, row.answer, known))
        except Refusal as refusal:
            refused[line] = refusal
    if refused:
        raise Refusal("table_not_taken", field="file", problems=told(refused))
    return found


def told(refused: Mapping[int, Refusal]) -> str:
    """Which lines were not understood, and why, in the reader's language."""
    lines = [
        str(words.ON_LINE) % {"line": line, "words": words_for(refusal)} for line, refusal in sorted(refused.items())
    ]
    return " ".join(lines[:MOST_TOLD])


def _text(content: bytes) -> str:
    """A file as spreadsheets save it: UTF-8, or what Windows used before."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line on which it begins, its cells by the names of our columns."""
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _by_name(words.COLUMNS)
        names = [columns.get(cell.strip().casefold(), "") for cell in next(reader, [])]
        if not {"number", "version", "outcome"} <= set(names):
            raise Refusal("not_a_table", field="file")
        start = reader.line_num + 1
        for count, cells in enumerate(reader):
            if count >= MOST_ROWS:
                raise Refusal("too_many_rows", field="file", most=MOST_ROWS)
            if any(cell.strip() for cell in cells):
                yield start, {name: forms.clean(tables.plain(cell)) for name, cell in zip(names, cells, strict=False)}
            start = reader.line_num + 1
    except csv.Error as problem:
        raise Refusal("not_a_table", field="file") from problem


def _by_name(labels: Mapping[str, LazyString]) -> dict[str, str]:
    """Our names for what a table says: in them, in the reader's words, or in the town's, as letters are written."""
    known = {code: code for code in labels}
    for language in (current_app.config["DEFAULT_LANGUAGE"], current()):
        with force_locale(language):
            known |= {str(label).casefold(): code for code, label in labels.items()}
    return known


def _told(cells: Mapping[str, str], now: Answer, departments: Mapping[str, str]) -> Answer:
    """What a line says; columns that somebody took away stay as they are."""
    answer = replace(now, outcome=_outcome(cells.get("outcome", "")))
    if "department" in cells:
        answer = replace(answer, department_id=_among(departments, cells["department"], "department"))
    if "due" in cells:
        answer = replace(answer, due=_day(cells["due"]))
    return replace(
        answer,
        words=_bounded(cells.get("words", now.words), rules.LONGEST_WORDS),
        to_whom=_bounded(cells.get("to_whom", now.to_whom), rules.LONGEST_RECEIVER).replace("\n", " "),
        work_order=_bounded(cells.get("work_order", now.work_order), rules.LONGEST_ORDER).replace("\n", " "),
    )


def _outcome(cell: str) -> str:
    return _among(_by_name(words.OUTCOMES), cell, "outcome")


def _among(known: Mapping[str, str], cell: str, name: str) -> str:
    if not cell:
        return ""
    if cell.casefold() not in known:
        raise Refusal("not_a_choice", field=name)
    return known[cell.casefold()]


def _day(cell: str) -> dt.date | None:
    if not cell:
        return None
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError as problem:
        raise Refusal("not_a_date", field="due") from problem
    if not rules.FIRST_YEAR <= day.year <= rules.LAST_YEAR:
        raise Refusal("not_a_date", field="due")
    return day


def _bounded(cell: str, limit: int) -> str:
    if len(cell) > limit:
        raise Refusal("too_long", limit=limit)
    return cell


def _version(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) < 7):
        raise Refusal("not_a_number", field="version")
    return int(cell)


def _unknown() -> Row:
    raise Refusal("unknown_place_here", field="number")


def numbered(rows: Sequence[Row], refused: Mapping[str, Refusal]) -> str:
    """The numbers of the places that were not saved."""
    return ", ".join(str(row.number) for row in rows if row.id in refused)
