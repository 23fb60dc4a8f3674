"""Files of other programs: what is voted on out of one, results counted from one, published ballots as one."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

from participation import clock, db
from participation.events import activities
from participation.voting import interchange, queries
from participation.voting.actions import cast_ballot
from participation.voting.counting import METHODS, shapes
from participation.voting.interchange import blt, pabulib, sheet
from participation.voting.models import VoteEntry
from tests.voting.browsers import leader
from tests.voting.hall import Hall
from tests.voting.test_methods_in_the_room import finished, opened

PB = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
a;40;Skatepark 🛹
b;60;ملعب
c;30;<script>alert(1)</script>
VOTES
voter_id;vote
1;a,b
2;b
3;c
"""
BLT = '3 2\n4 1 2 0\n2 2 0\n1 3 2 0\n0\n"Ada" "Bo" "Cy"\n"Råd"\n'


def address(hall: Hall, end: str) -> str:
    return f"/e/{hall.event_id}/lead/votes/{hall.step_id}/{end}"


def sent(text: str | bytes, name: str = "vote.pb", **more: str) -> dict[str, object]:
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": (io.BytesIO(data), name), **more}


def form(**more: object) -> dict[str, object]:
    promise = {"promise_who": "Petra Ek", "promise_what": "svarar", "promise_by": clock.now().date().isoformat()}
    return {"method": "equal-shares", "budget": "100", "entitlement": "open", **promise, **more}


def filled(client: FlaskClient, hall: Hall, text: str = PB, name: str = "vote.pb", method: str = "approval") -> str:
    answer = client.post(address(hall, "file"), data=sent(text, name, method=method))
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_file_fills_in_the_form_and_nothing_is_saved_before_the_button(small_hall: Hall) -> None:
    client = leader(small_hall)
    page = filled(client, small_hall)
    assert 'name="given-file-1" value="Skatepark 🛹"' in page
    assert 'name="cost-file-2" min="1" inputmode="numeric" value="60"' in page
    assert 'value="100"' in page
    assert "<script>alert(1)" not in page
    assert queries.of_step(small_hall.step_id) is None
    assert len(activities.offers(small_hall.event_id)) == len(small_hall.ideas)


def test_saved_twice_it_is_the_same_vote_on_the_words_of_the_file_and_can_be_opened(small_hall: Hall) -> None:
    client = leader(small_hall)
    words = {"given-file-1": "Skatepark 🛹", "given-file-2": "ملعب", "cost-file-1": "40", "cost-file-2": "60"}
    idea = small_hall.ideas[0]
    chosen = form(entry=["file-1", "file-2", idea], **words, **{f"cost-{idea}": "20"})
    where = f"/e/{small_hall.event_id}/lead/votes/{small_hall.step_id}"
    for _ in range(2):
        assert client.post(where, data=chosen).status_code == 303
    db.db.session.rollback()
    vote = queries.of_step(small_hall.step_id)
    assert vote is not None
    assert [(entry.words, entry.cost) for entry in vote.entries][:2] == [("Skatepark 🛹", 40), ("ملعب", 60)]
    assert len(activities.offers(small_hall.event_id)) == len(small_hall.ideas) + 2
    assert "Skatepark" in client.get(where).text
    assert client.post(f"/e/{small_hall.event_id}/lead/votes/{vote.id}/opening").status_code == 303
    db.db.session.rollback()
    assert db.db.session.query(VoteEntry).count() == 3


def test_a_refused_form_keeps_what_came_from_the_file(small_hall: Hall) -> None:
    answer = leader(small_hall).post(
        f"/e/{small_hall.event_id}/lead/votes/{small_hall.step_id}",
        data=form(entry=["file-1", "file-2"], budget="1", **{"given-file-1": "A", "given-file-2": "B"}),
    )
    assert answer.status_code == 422
    assert 'name="given-file-2" value="B"' in answer.text


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (PB.replace("b;60", "b;sextio"), "vote.pb", "Look at line 8: “sextio” is not"),
        (BLT.replace("2 2 0", "2 9 0"), "vote.blt", "Look at line 3: there is no option 9"),
        (b"\x00\x01", "vote.csv", "Look at line 1: this is not"),
        ("x" * 500, "vote.exe", "this kind of file cannot be read"),
        ("", "vote.pb", "the file is empty."),
    ],
    ids=["a cost in words", "nobody with that number", "no text", "another kind", "empty"],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(
    small_hall: Hall, text: str | bytes, name: str, said: str
) -> None:
    client = leader(small_hall)
    for end in ("file", "counting-a-file"):
        answer = client.post(address(small_hall, end), data=sent(text, name, method="irv"))
        assert (answer.status_code, said in answer.text) == (422, True), answer.text


ORDERS = PB.replace("approval", "ordinal")
POINTS = PB.replace("approval", "cumulative").replace("vote\n", "vote;points\n").replace("a,b", "a,b;3,7")
POINTS = POINTS.replace("2;b", "2;b;1").replace("3;c", "3;c;0")
OLD_PREFLIB = "2\n1,Ada\n2,Bo\n3,3,2\n2,1,2\n1,{1,2}\n"


@pytest.mark.parametrize("method", METHODS)
def test_whatever_the_method_a_file_is_counted_or_refused_with_words(small_hall: Hall, method: str) -> None:
    client = leader(small_hall)
    files = [(PB, "v.pb"), (ORDERS, "v.pb"), (POINTS, "v.pb"), (BLT, "v.blt"), (OLD_PREFLIB, "v.toc")]
    files += [("A;B\n1;2\n", "v.csv"), ("rank 1,rank 2\nA,B\n", "v.csv"), ("A,B\nx,\n", "v.csv"), ("A\n9\n", "v.csv")]
    for text, name in files:
        answer = client.post(address(small_hall, "counting-a-file"), data=sent(text, name, method=method, seats="2"))
        words = "The file cannot be used" if answer.status_code == 422 else "The result"
        assert (answer.status_code in {200, 422}, words in answer.text) == (True, True), answer.text


@pytest.mark.parametrize("seats", ["0", "-1", "x", "9" * 30, "🌳"])
def test_seats_that_there_cannot_be_are_refused_with_words(small_hall: Hall, seats: str) -> None:
    data = sent(BLT, "v.blt", method="stv", seats=seats)
    assert leader(small_hall).post(address(small_hall, "counting-a-file"), data=data).status_code == 422


def test_a_file_that_is_too_large_is_refused_with_words(small_hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participation.voting.files.elections.MOST_BYTES", 100)
    answer = leader(small_hall).post(address(small_hall, "file"), data=sent(PB, method="approval"))
    assert (answer.status_code, "The file is larger than" in answer.text) == (422, True)


@pytest.mark.parametrize("data", [{}, {"method": "x" * 500}, {"method": "irv", "file": "🛹"}, {"method": "irv"}])
def test_without_a_file_or_a_method_it_is_refused_with_words(small_hall: Hall, data: dict[str, str]) -> None:
    client = leader(small_hall)
    for end in ("file", "counting-a-file"):
        assert client.post(address(small_hall, end), data=data).status_code == 422


@pytest.mark.parametrize(
    ("text", "name", "method", "said"),
    [
        (PB, "vote.pb", "equal-shares", "What the money is for"),
        (BLT, "vote.blt", "stv", "The same as a table"),
        (BLT, "vote.blt", "plurality", "Ada"),
        ("count,A,B\n3,1,0\n2,0,1\n", "vote.csv", "viewers", "3 of 5 who saw it"),
        ("A,B\n5,0\n4,2\n", "vote.csv", "majority-judgment", "All grades"),
        ("A,B\n5,\n4,2\n", "vote.csv", "score-mean", "4.5"),
    ],
)
def test_a_file_is_counted_on_a_page_and_nothing_is_kept(
    small_hall: Hall, text: str, name: str, method: str, said: str
) -> None:
    client = leader(small_hall)
    assert client.get(address(small_hall, "counting-a-file")).status_code == 200
    answer = client.post(address(small_hall, "counting-a-file"), data=sent(text, name, method=method, seats="2"))
    assert (answer.status_code, said in answer.text) == (200, True), answer.text
    assert queries.of_step(small_hall.step_id) is None


def test_a_count_that_would_hold_others_up_is_left_to_the_command(
    small_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("participation.voting.files.elections.PATIENCE", -1.0)
    text = PB.replace("budget;100", "budget;70")
    answer = leader(small_hall).post(address(small_hall, "counting-a-file"), data=sent(text, method="equal-shares"))
    assert (answer.status_code, "takes too long" in answer.text) == (422, True)


def test_published_ballots_of_a_money_vote_are_read_by_other_programs(small_hall: Hall) -> None:
    opened(small_hall, "equal-shares")
    for place, voter in enumerate(small_hall.join(31)):
        small_hall.cast(voter, [1, 2] if place % 3 else [5])
    closure = finished(small_hall)
    client = small_hall.app.test_client()
    election = interchange.read("v.pb", client.get(f"/v/{small_hall.vote_id}/ballots.pb").data, shapes.NAMES)
    outcome = METHODS["equal-shares"].count(5, election.ballots.items(), election.terms)
    assert list(outcome.winners) == closure.outcome["winners"]
    file = pabulib.read(client.get(f"/v/{small_hall.vote_id}/ballots.pb").text)
    assert file.fact("rule") == "equalshares/add1"
    table = sheet.read(client.get(f"/v/{small_hall.vote_id}/ballots.csv").data.decode("utf-8-sig"), shapes.NAMES)
    assert table.election().ballots == election.ballots


def test_ballots_that_are_not_published_are_in_no_file(small_hall: Hall) -> None:
    opened(small_hall, "irv")
    for voter in small_hall.join(31):
        cast_ballot(small_hall.event_id, small_hall.vote_id, voter.id, voter.secret, [f"{small_hall.vote_id}.1"])
    client = small_hall.app.test_client()
    assert client.get(f"/v/{small_hall.vote_id}/ballots.csv").status_code == 404
    finished(small_hall)
    for kind in ("csv", "pb"):
        assert client.get(f"/v/{small_hall.vote_id}/ballots.{kind}").status_code == 404
    assert client.get("/v/nothing/ballots.csv").status_code == 404


def test_words_that_were_taken_back_are_not_in_the_file(small_hall: Hall) -> None:
    """And two that are alike are told apart by their numbers."""
    small_hall.open(entries=4)
    for voter in small_hall.join(30):
        small_hall.cast(voter, [1])
    small_hall.close()
    with db.writing() as session:
        for entry in session.query(VoteEntry).filter(VoteEntry.number < 3):
            entry.text = ""
    names = small_hall.app.test_client().get(f"/v/{small_hall.vote_id}/ballots.csv").data.decode("utf-8-sig")
    assert names.startswith("count,(1),(2),")


def test_a_blt_file_names_its_seats(small_hall: Hall) -> None:
    page = filled(leader(small_hall), small_hall, BLT, "vote.blt", "stv")
    assert 'name="seats" type="number" value="2"' in page
    assert blt.read(BLT).seats == 2
