"""`flask analyse`: what it says about a conversation, and about a folder that is none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from participation.config import ROOT
from tests.dialogues.published import LONDON, needs_data

COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"
VOTES = "timestamp,datetime,comment-id,voter-id,vote"
GROUPS = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,1,2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three people, two statements that were let through, and one that was not."""
    comments = [
        COMMENTS,
        '1,x,2,1,0,0,1,"Mer ljus, också i parken"',
        "1,x,1,1,0,0,0,Öppet på söndagar 🛹",
        "1,x,3,1,0,0,-1,Nej",
    ]
    votes = [VOTES, "30,x,1,7,-1", "10,x,1,7,1", "20,x,1,8,1", "20,x,2,8,0", "20,x,3,8,1", "20,x,1,9,1", "20,x,1,9,0"]
    groups = [GROUPS, "7,,0,0,1,0,1,-1,", "8,,1,0,2,1,0,1,0", "9,,,0,1,0,0,0,"]
    for name, lines in (("comments.csv", comments), ("votes.csv", votes), ("participants-votes.csv", groups)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def analyse(app: Flask, folder: Path, *more: str) -> tuple[int, str]:
    found = app.test_cli_runner().invoke(args=["analyse", str(folder), *more])
    assert found.exception is None or isinstance(found.exception, SystemExit)
    return found.exit_code, found.output


def as_data(app: Flask, folder: Path) -> Any:
    code, told = analyse(app, folder, "--json")
    assert code == 0
    return json.loads(told)


def test_the_last_vote_counts_whatever_the_order_of_the_lines(app: Flask, folder: Path) -> None:
    first, second = as_data(app, folder)["statements"]
    assert (first["id"], first["agree"], first["disagree"], first["pass"]) == (1, 1, 1, 1)
    assert (second["id"], second["agree"], second["disagree"], second["pass"]) == (2, 0, 0, 1)


def test_known_groups_make_the_consensus(app: Flask, folder: Path) -> None:
    found = as_data(app, folder)
    assert [(group["name"], group["size"]) for group in found["groups"]] == [("0", 1), ("1", 1)]
    assert found["statements"][0]["group_aware_consensus"] == pytest.approx(1 / 3 * 2 / 3)
    (folder / "participants-votes.csv").unlink()
    assert as_data(app, folder)["statements"][0]["group_aware_consensus"] == pytest.approx(2 / 5)


def test_what_was_moderated_out_is_not_part_of_it(app: Flask, folder: Path) -> None:
    found = as_data(app, folder)
    assert [row["id"] for row in found["statements"]] == [1, 2]
    assert (found["participants"], found["votes"]) == (3, 4)


def test_the_table_is_read_by_people(app: Flask, folder: Path) -> None:
    code, told = analyse(app, folder)
    assert code == 0
    assert "3 participants, 2 statements, 4 votes" in told
    assert "Mer ljus, också i parken" in told
    assert "Öppet på söndagar 🛹" in told
    assert "Nothing sets it apart beyond chance." in told


@needs_data
def test_the_london_conversation_is_told(app: Flask) -> None:
    found = as_data(app, LONDON)
    assert (found["participants"], len(found["statements"]), found["votes"]) == (26, 36, 638)


BAD = {
    "a folder that is not there": (None, "", "there is no such folder"),
    "no statements": ("comments.csv", None, "comments.csv: no such file or directory"),
    "no votes": ("votes.csv", None, "votes.csv: no such file or directory"),
    "an empty file": ("votes.csv", "", "votes.csv, line 1: there is no column timestamp"),
    "a missing column": ("votes.csv", "timestamp,comment-id,voter-id\n", "line 1: there is no column vote"),
    "a vote of 2": (
        "votes.csv",
        f"{VOTES}\n1,x,1,7,1\n1,x,1,8,2\n",
        "votes.csv, line 3: a vote is 1 (agree), 0 (pass)",
    ),
    "a vote in words": (
        "votes.csv",
        f"{VOTES}\n1,x,1,7,ja\n",
        "votes.csv, line 2: vote is 'ja', which is not a whole number",
    ),
    "a moment in words": ("votes.csv", f"{VOTES}\nnyss,x,1,7,1\n", "votes.csv, line 2: timestamp is 'nyss'"),
    "an endless number": ("votes.csv", f"{VOTES}\n1,x,{'9' * 5000},7,1\n", "votes.csv, line 2: comment-id is '99999"),
    "a short line": ("votes.csv", f"{VOTES}\n1,x,1\n", "votes.csv, line 2: the line does not have 5 columns"),
    "a long line": ("votes.csv", f"{VOTES}\n1,x,1,7,1,9\n", "votes.csv, line 2: the line does not have 5 columns"),
    "an unknown statement": ("votes.csv", f"{VOTES}\n1,x,99,7,1\n", "votes.csv, line 2: statement 99 is not in"),
    "a statement twice": (
        "comments.csv",
        f"{COMMENTS}\n1,x,1,1,0,0,1,a\n1,x,1,1,0,0,1,b\n",
        "line 3: statement 1 is here twice",
    ),
    "an open quote": ("comments.csv", f'{COMMENTS}\n1,x,1,1,0,0,1,"a', "comments.csv, line"),
    "an endless field": (
        "comments.csv",
        f"{COMMENTS}\n1,x,1,1,0,0,1,{'å' * 200_000}\n",
        "comments.csv, line 2: field larger",
    ),
    "another alphabet": ("comments.csv", b"\xff\xfe\x00", "comments.csv: this is not text in UTF-8"),
    "a group in no words": (
        "participants-votes.csv",
        f"{GROUPS}\n7,,{'a' * 81},0,1,0,1,-1,\n",
        "line 2: group-id is longer",
    ),
    "a nobody": ("participants-votes.csv", f"{GROUPS}\nnobody,,1,0,1,0,1,-1,\n", "line 2: participant is 'nobody'"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_told_with_file_and_line(app: Flask, folder: Path, what: str) -> None:
    name, content, told = BAD[what]
    if name is None:
        folder = folder / "nowhere"
    elif content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    code, output = analyse(app, folder, "--json")
    assert (code, output.count("\n")) == (2, 1)
    assert output.startswith("Error: ")
    assert told in output


def test_what_a_service_keeps_is_read_too(app: Flask, tmp_path: Path) -> None:
    votes = [{"pid": 1, "tid": 5, "vote": 1}, {"pid": 2, "tid": 5, "vote": -1}]
    (tmp_path / "votes.json").write_text(json.dumps(votes), encoding="utf-8")
    (found,) = as_data(app, tmp_path)["statements"]
    assert (found["id"], found["agree"], found["group_aware_consensus"]) == (5, 1, 0.5)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("votes.json", "{"),
        ("votes.json", '{"a": 1}'),
        ("votes.json", '[{"pid": 1, "tid": 5, "vote": 7}]'),
        ("votes.json", "[" * 100_000),
        ("votes.json", "7"),
        ("math-pca2.json", "[]"),
        ("math-pca2.json", '{"base-clusters": {"id": [1], "members": []}, "group-clusters": []}'),
    ],
)
def test_broken_json_is_told_with_its_file(app: Flask, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "votes.json").write_text("[]", encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    code, output = analyse(app, tmp_path)
    assert (code, output.count("\n")) == (2, 1)
    assert name in output


def test_the_web_process_does_not_load_what_only_the_analysis_needs(tmp_path: Path) -> None:
    code = (
        "import sys; from participation import create_app; "
        "create_app({'INSTANCE_DIR': sys.argv[1]}); print('numpy' in sys.modules)"
    )
    asked = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "False"
