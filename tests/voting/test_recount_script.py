"""The program that a sceptic runs: alone, with plain Python, on nothing but the published record."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.voting.hall import Hall
from tests.voting.test_paper import type_in
from tests.voting.test_tables import tables


def run(hall: Hall, folder: Path, record: bytes, *more: str) -> tuple[int, str]:
    """Fetch the program as a reader does, and run it beside a record in an empty folder."""
    (folder / "recount.py").write_bytes(hall.app.test_client().get("/v/recount.py").data)
    (folder / "record.json").write_bytes(record)
    command = [sys.executable, "-I", "recount.py", "record.json", *more]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def published(hall: Hall) -> bytes:
    return hall.app.test_client().get(f"/v/{hall.vote_id}/record.json").data


def voted(hall: Hall) -> Hall:
    hall.open(entries=3, most=2)
    for place, voter in enumerate(hall.join(31)):
        hall.cast(voter, [1, 2 + place % 2] if place else None)
    type_in(hall, "3")
    hall.close()
    return hall


def test_an_untouched_record_counts_to_what_was_published(small_hall: Hall, tmp_path: Path) -> None:
    hall = voted(small_hall)
    assert hall.vote.closure is not None
    code, told = run(hall, tmp_path, published(hall), hall.vote.closure.record_sha256)
    assert (code, "The same as published." in told) == (0, True), told
    assert "32 of 32 ballots were cast,\n1 of them on paper. They stand for 32 people." in told
    assert "  1.      30  entry 1" in told


@pytest.mark.parametrize(
    ("was", "became", "told"),
    [
        (b'["",1]', b'["",2]', "there are not as many ballots as the count says"),
        (b'["1,2",15]', b'["1,2",14]', "the ballots do not give the sums"),
        (b'"totals":[30,', b'"totals":[31,', "the ranking does not follow from the sums"),
        (b'"entitled":32', b'"entitled":31', "more voted than could"),
        (b'"people":32', b'"people":33', "another number of people"),
    ],
)
def test_whatever_was_changed_in_it_shows(
    small_hall: Hall, tmp_path: Path, was: bytes, became: bytes, told: str
) -> None:
    hall = voted(small_hall)
    record = published(hall)
    assert was in record
    code, output = run(hall, tmp_path, record.replace(was, became))
    assert (code, told in output) == (1, True), output


def test_another_record_than_the_published_one_shows_by_its_number(small_hall: Hall, tmp_path: Path) -> None:
    hall = voted(small_hall)
    code, told = run(hall, tmp_path, published(hall), "0" * 64)
    assert (code, "not the record whose SHA-256 was published" in told) == (1, True)


def test_tables_are_compared_by_their_sums(small_hall: Hall, tmp_path: Path) -> None:
    small_hall.open(entries=3, most=2, by="tables")
    tables(small_hall, 6, 4)
    small_hall.close()
    code, told = run(small_hall, tmp_path, published(small_hall))
    assert (code, "2 of 2 ballots were cast" in told, "They stand for 10 people." in told) == (0, True, True)
    assert "Single ballots are not published" in told
