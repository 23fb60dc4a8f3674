"""The program that a sceptic runs: alone, with plain Python, on nothing but the published record."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from participation.voting.actions import cast_ballot
from tests.voting.hall import Hall
from tests.voting.test_methods_in_the_room import finished, opened
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


BALLOTS = {
    "plurality": ["1", "2", "1", "3"],
    "dots": ["1:2 2:1", "3:1", "1:1 4:1 5:1", "2:2"],
    "greedy": ["1 2", "2 4", "5", "1"],
    "equal-shares": ["1 2", "2 4", "5", "1"],
}


@pytest.mark.parametrize("method", list(BALLOTS))
def test_every_method_whose_ballots_are_published_is_counted_again_from_them(
    small_hall: Hall, tmp_path: Path, method: str
) -> None:
    """A ballot that is changed to say something else shows, whatever the method."""
    opened(small_hall, method)
    for place, voter in enumerate(small_hall.join(32)):
        sent = [f"{small_hall.vote_id}.{part}" for part in BALLOTS[method][place % 4].split()]
        cast_ballot(small_hall.event_id, small_hall.vote_id, voter.id, voter.secret, sent)
    closure = finished(small_hall)
    code, told = run(small_hall, tmp_path, closure.record.encode(), closure.record_sha256)
    assert (code, "The same as published." in told) == (0, True), told
    record = json.loads(closure.record)
    assert record["ballots"]
    record["ballots"][0][0] = "3:1" if method == "dots" else "3"
    code, told = run(small_hall, tmp_path, json.dumps(record).encode())
    assert (code, "the ballots do not give the sums" in told) == (1, True), told


def test_another_selection_than_the_ballots_give_shows(small_hall: Hall, tmp_path: Path) -> None:
    opened(small_hall, "equal-shares")
    for place, voter in enumerate(small_hall.join(32)):
        small_hall.cast(voter, [5] if place < 20 else [1 + place % 2])
    record = json.loads(finished(small_hall).record)
    outcome = record["outcome"]
    gone = outcome["winners"].pop()
    outcome["account"] = [step for step in outcome["account"] if (step["step"], step.get("entry")) != ("funded", gone)]
    code, told = run(small_hall, tmp_path, json.dumps(record).encode())
    assert (code, "another selection follows from the ballots" in told) == (1, True), told
