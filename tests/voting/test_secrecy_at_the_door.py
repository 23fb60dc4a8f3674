"""After closing nothing ties who was let in, or what was typed in from paper, to any ballot or order."""

from __future__ import annotations

import itertools
import random

from sqlalchemy import inspect, select, text

from participation import db, tokens
from participation.voting.admission import actions, rules
from participation.voting.models import Ballot
from participation.voting.paper import actions as paper
from tests.voting.hall import NOW, Hall
from tests.voting.test_secrecy import (
    CHANCE,
    VOTERS,
    close_and_scrub,
    files,
    found_by_postgresql,
    hashes,
    right_guesses,
)

CHOICES = list(itertools.islice(itertools.combinations(range(1, 9), 3), VOTERS))


def everybody_is_let_in_and_votes(hall: Hall) -> dict[str, str]:
    """Everybody writes the code, or is let in by hand, and votes in the same order; what each ballot says, by id."""
    hall.open(entries=8, most=3, by="room")
    shown = rules.code_of(hall.app.config["SECRET_KEY"], hall.vote_id, rules.window_of(NOW))
    said = {}
    for voter, numbers in zip(hall.join(VOTERS), CHOICES, strict=True):
        actions.enter_code(hall.event_id, hall.vote_id, voter.id, shown, NOW)
        hall.cast(voter, numbers)
        said[voter.id] = ",".join(str(number) for number in numbers)
    return said


def every_table_says_something_else(hall: Hall) -> dict[str, str]:
    """Tables of four, five and six vote, each for something else; what each ballot says, by the phone's id."""
    hall.open(entries=8, most=3, by="tables")
    said = {}
    mixed = random.Random(6).sample(CHOICES, VOTERS)  # in an order that is nobody's alphabet
    for place, (voter, numbers) in enumerate(zip(hall.join(VOTERS), mixed, strict=True)):
        hall.cast(voter, numbers, 4 + place % 3)
        said[voter.id] = ",".join(str(number) for number in numbers)
    return said


def in_order(order: str) -> tuple[list[str], list[str]]:
    """Those who were let in, and the ballots, each as the database gives them in this order."""
    people = db.db.session.execute(text(f"SELECT participant_id FROM presence {order}")).scalars()
    choices = db.db.session.execute(text(f"SELECT choice FROM ballot {order}")).scalars()
    return list(people), list(choices)


def test_presence_and_ballot_share_no_column_but_the_vote(hall: Hall) -> None:
    tables = inspect(db.db.engine)
    presence, paper_ballot, ballot = (
        {column["name"] for column in tables.get_columns(name)} for name in ("presence", "paper_ballot", "ballot")
    )
    assert presence & ballot == {"vote_id"}
    assert presence == {"vote_id", "participant_id", "how", "number"}
    assert paper_ballot & ballot == {"vote_id", "token_hash"}, "until closing, so that one can be taken out"


def test_those_who_were_let_in_stand_in_no_order_of_the_ballots(hall: Hall) -> None:
    said = everybody_is_let_in_and_votes(hall)
    close_and_scrub(hall)
    db.db.session.rollback()
    assert right_guesses(said, *in_order("")) <= CHANCE
    assert right_guesses(said, *in_order("ORDER BY 1")) <= CHANCE
    assert right_guesses(said, list(said), in_order("")[1]) <= CHANCE


def test_a_table_is_known_by_its_number_alone(hall: Hall) -> None:
    said = every_table_says_something_else(hall)
    close_and_scrub(hall)
    db.db.session.rollback()
    orders = ("", "ORDER BY 1", *(("ORDER BY ctid", "ORDER BY xmin::text, ctid") if db.is_postgresql() else ()))
    for order in orders:
        phones = list(db.db.session.execute(text(f"SELECT participant_id FROM turnout {order}")).scalars())
        choices = in_order(order)[1]
        for guess in (phones, list(said)):
            assert right_guesses(said, guess, choices) <= CHANCE
    sizes = db.db.session.execute(text("SELECT weight, count(*) FROM ballot GROUP BY weight ORDER BY weight")).all()
    assert [tuple(row) for row in sizes] == [(4, 14), (5, 13), (6, 13)], "so many are alike"


def test_row_versions_of_postgresql_tie_presence_to_ballots_only_until_closing(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    said = everybody_is_let_in_and_votes(hall)
    db.db.session.rollback()
    by_age = "ORDER BY xmin::text::bigint"
    assert right_guesses(said, *in_order(by_age)) == VOTERS, "the attack itself must work"
    close_and_scrub(hall)
    db.db.session.rollback()
    for order in ("ctid", "xmin::text, ctid", "cmin::text::int, ctid", "cmax::text::int, ctid"):
        people, choices = in_order(f"ORDER BY {order}")
        assert right_guesses(said, people, choices) <= CHANCE
        assert right_guesses(said, people, list(said.values())) <= CHANCE


def test_typed_papers_lose_their_tie_in_tables_and_files(hall_on_postgresql: Hall) -> None:
    hall = hall_on_postgresql
    hall.open(entries=8, most=3)
    for numbers in CHOICES:
        form = tokens.new_id()
        typed = " ".join(str(number) for number in numbers)
        paper.type_in(hall.event_id, hall.vote_id, typed, 0, once=form, by_id=hall.leader_id, now=NOW)
    db.db.session.rollback()
    ties = set(db.db.session.scalars(select(Ballot.token_hash)))
    join = text("SELECT p.number, b.choice FROM paper_ballot p JOIN ballot b ON p.xmin::text = b.xmin::text")
    assert len(db.db.session.execute(join).all()) == VOTERS, "the attack itself must work"
    assert found_by_postgresql({tie for tie in ties if tie}) == ties, "the search itself must work"
    close_and_scrub(hall)
    db.db.session.rollback()
    assert len(db.db.session.execute(join).all()) == VOTERS * VOTERS
    assert found_by_postgresql({tie for tie in ties if tie}) == set()
    numbers = db.db.session.execute(text("SELECT number FROM paper_ballot ORDER BY ctid")).scalars().all()
    assert sorted(numbers) == list(range(1, VOTERS + 1))
    assert sum(number == place for place, number in enumerate(numbers, start=1)) <= CHANCE


def test_no_byte_of_sqlites_files_remembers_papers_or_who_asked(small_hall: Hall) -> None:
    hall = small_hall
    everybody_is_let_in_and_votes(hall)
    (asked,) = hall.join(1)
    actions.ask(hall.event_id, hall.vote_id, asked.id)
    paper.type_in(hall.event_id, hall.vote_id, "1", 0, once="form", by_id=hall.leader_id, now=NOW)
    tie = tokens.digest("paper", f"{hall.vote_id}:form").encode()
    assert any(tie in body for _path, body in files(hall)), "the search itself must work"
    close_and_scrub(hall)
    db.db.session.remove()
    bodies = [body for _path, body in files(hall)]
    assert not any(tie in body for body in bodies)
    assert sum(body.count((hall.vote_id + asked.id).encode()) for body in bodies) == 0
    for voter in hall.voters[:-1]:
        found = sum(body.count((hall.vote_id + voter.id).encode()) for body in bodies)
        assert found == 2, "once that they voted, once that they were let in"
    assert all(sum(body.count(value.encode()) for body in bodies) <= 1 for value in hashes(hall))
