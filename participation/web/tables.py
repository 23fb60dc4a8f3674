"""Tables that leave the site as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping


def neutral(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: a text that could begin one gets an apostrophe before it."""
    if isinstance(value, str) and value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝")):
        return f"'{value}"
    return "" if value is None else value


def as_csv(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as CSV (RFC 4180) in UTF-8 with a mark that spreadsheets know it by; what a row lacks is empty."""
    names = list(columns)
    target = io.StringIO()
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow(names)
    for row in rows:
        writer.writerow([neutral(row.get(name)) for name in names])
    return target.getvalue()
