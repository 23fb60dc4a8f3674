"""Tables that leave the site as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝")


def neutral(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: a text that could begin one gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_BEGINS_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def plain(cell: str) -> str:
    """A cell as it was before `neutral`."""
    bare = cell.removeprefix("'")
    return bare if bare.lstrip(" ").startswith(_BEGINS_FORMULA) else cell


def as_csv(
    columns: Iterable[str],
    rows: Iterable[Mapping[str, object]],
    *,
    headings: Mapping[str, object] | None = None,
    delimiter: str = ",",
) -> str:
    """Rows as CSV (RFC 4180) in UTF-8 with a mark that spreadsheets know it by; what a row lacks is empty.

    `headings` stand for the columns' names in the first line. Swedish spreadsheets open a file by a double click only
    when the `delimiter` is a semicolon.
    """
    names = list(columns)
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow([str(headings[name]) if headings else name for name in names])
    for row in rows:
        writer.writerow([neutral(row.get(name)) for name in names])
    return target.getvalue()
