"""The protocol as a table that goes out to a spreadsheet and comes back filled in."""

from __future__ import annotations

import csv
import io

import pytest
from werkzeug.test import TestResponse

from participation.walks.protocol.rules import Answer
from tests.reading import Browser, refusal_on, said
from tests.walks.answering import (
    NOTHING,
    desk_of,
    places,
    row,
    save,
    technical,
    versions,
)
from tests.walks.walking import Walk


def table_of(desk: Browser, walk: Walk) -> list[list[str]]:
    text = desk.get(f"{walk.path}/walks/{walk.step_id}/protocol/table.csv").text
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def take(desk: Browser, lines: list[list[str]], *, encoding: str = "utf-8-sig", delimiter: str = ";") -> TestResponse:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(lines)
    return desk.send("/table", file=(io.BytesIO(target.getvalue().encode(encoding)), "tabell.csv"))


def column(lines: list[list[str]], name: str) -> int:
    return lines[0].index(name)


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-8", ",")])
def test_a_table_goes_out_and_comes_back_filled_in(walk: Walk, encoding: str, delimiter: str) -> None:
    places(walk)
    desk = desk_of(walk)
    lines = table_of(desk, walk)
    for line in lines[1:]:
        line[column(lines, "Outcome")] = "Will be done"
        line[column(lines, "Department")] = "tekniska förvaltningen"
        line[column(lines, "By when")] = "2027-05-01"
        line[column(lines, "Work order")] = "A-1"
    answer = take(desk, lines, encoding=encoding, delimiter=delimiter)
    assert (answer.status_code, "2 of 2" in said(answer.text)) == (200, True)
    assert (row(walk).answer.outcome, row(walk).answer.department_id) == ("will_do", technical())
    assert take(desk, lines).status_code == 200, "the same table twice is once"
    assert versions(walk) == 2


def test_formulas_are_neutral_on_the_way_out_and_the_same_words_on_the_way_back(walk: Walk) -> None:
    places(walk, 1)
    save(walk, Answer("nothing", words='=HYPERLINK("x")'), seen=0)
    desk = desk_of(walk)
    lines = table_of(desk, walk)
    assert lines[1][column(lines, "In plain words")].startswith("'=")
    assert take(desk, lines).status_code == 200
    assert (row(walk).answer.words, versions(walk)) == ('=HYPERLINK("x")', 1)


def test_bad_lines_are_named_and_nothing_is_half_taken_in(walk: Walk) -> None:
    places(walk, 3)
    desk = desk_of(walk)
    lines = table_of(desk, walk)
    outcome, words = column(lines, "Outcome"), column(lines, "In plain words")
    lines[1][outcome], lines[1][words] = "Nothing is done", "Privat\nmark"
    lines[2][outcome] = "Kanske"
    lines[3][outcome] = "nothing"
    answer = take(desk, lines)
    assert (answer.status_code, "Line 4" in refusal_on(answer), versions(walk)) == (422, True, 0)
    lines[2][outcome] = ""
    answer = take(desk, lines)
    assert (answer.status_code, "Line 5: Write the reasons" in refusal_on(answer), versions(walk)) == (422, True, 0)


def test_a_table_that_somebody_overtook_is_told_so(walk: Walk) -> None:
    places(walk)
    desk = desk_of(walk)
    lines = table_of(desk, walk)
    save(walk, NOTHING, seen=0)
    lines[1][column(lines, "Outcome")] = "Done"
    answer = take(desk, lines)
    assert (answer.status_code, "Line 2: Somebody else" in refusal_on(answer), versions(walk)) == (422, True, 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\x00", b"a;b;c\n1;2;3", b"number;version;outcome\n1;x;\n", b"number;version;outcome\n99;0;\n",
     b"number;version;outcome\n1;0;\n1;0;\n", b"number;version;outcome\n" + b"1;0;\n" * 600,
     b'number;version;outcome;words\n1;0;nothing;"' + b"x" * 200_000],
)  # fmt: skip
def test_files_that_are_no_such_table_are_refused_in_words(walk: Walk, content: bytes) -> None:
    places(walk)
    answer = desk_of(walk).send("/table", file=(io.BytesIO(content), "tabell.csv"))
    assert (answer.status_code, bool(refusal_on(answer)), versions(walk)) == (422, True, 0)
