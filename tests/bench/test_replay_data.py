"""How the real input is read; the files here are made up, so that the tests need no data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.replay import data

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
20,later,2,7,1,0,1,"Bänkar, och ljus"
10,first,1,0,2,1,1,Ljus
5,before,0,0,0,0,-1,Bort
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
30,then,1,7,1
31,then,1,7,-1
29,then,1,8,1
32,then,2,8,1
"""
ELECTION = """META
key;value
instance;En skola
PROJECTS
project_id;cost;votes
11;100;2
12;50;1
VOTES
voter_id;vote
a;11,12
b;11
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in {
        data.CONVERSATION / "comments.csv": COMMENTS,
        data.CONVERSATION / "votes.csv": VOTES,
        data.CONVERSATION / "summary.csv": "topic,Hur blir det bättre?\nvoters,2\n",
        data.BALLOTS: ELECTION,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_only_the_last_vote_of_a_voter_counts_as_support(folder: Path) -> None:
    assert data.conversation(folder).support() == {1: {8}, 2: {8}}


def test_statements_that_were_moderated_out_are_not_published(folder: Path) -> None:
    said = data.conversation(folder)
    assert [statement.text for statement in said.statements] == ["Ljus", "Bänkar, och ljus"]
    assert said.statements[0].author == data.ORGANISER


def test_the_sign_of_agreeing_is_checked_against_the_published_counts(folder: Path) -> None:
    said = data.conversation(folder)
    assert data.sign_differs(said) == []
    turned = data.Conversation(
        said.topic, said.statements, said.voters, tuple((a, b, str(-int(c))) for a, b, c in said.votes)
    )
    assert data.sign_differs(turned) == [1, 2]


def test_an_election_gives_projects_with_their_votes_and_every_ballot(folder: Path) -> None:
    election = data.election(folder)
    assert election.projects == {"11": 2, "12": 1}
    assert election.ballots == (("11", "12"), ("11",))


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert len(data.missing(tmp_path)) == 4
