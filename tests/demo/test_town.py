"""The demonstration town tells every kind of end that a proposal can have."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock, demo
from participation.db import db
from participation.dialogues.questions import queries as questions
from participation.events.models import Event
from participation.processes.models import Process
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger import rules as chain
from participation.proposals.models import Proposal
from participation.proposals.rules import State, Verdict


def test_the_town_has_twenty_proposals_with_every_kind_of_answer(app: Flask, client: FlaskClient) -> None:
    assert demo.seed()
    found = db.session.scalars(select(Proposal).order_by(Proposal.number)).all()
    assert len(found) == 20
    # A proposal is assigned in the transaction that publishes it: nobody ever meets one that is only received.
    assert {State(proposal.state) for proposal in found} == set(State) - {State.RECEIVED}
    assert {Verdict(proposal.verdict) for proposal in found if proposal.verdict} == set(Verdict)
    today = clock.local_date(clock.now(), app.config["TIMEZONE"])
    assert [proposal.number for proposal in found if proposal.next_due and proposal.next_due < today] == [6, 7]

    links = list(ledger.chain())
    assert chain.first_break(links, []) is None
    assert sum(link.kind == "erased" for link in links) == 1
    assert [link.at for link in links] == sorted(link.at for link in links)

    assert "Städa toaletterna två gånger om dagen" in client.get("/").get_data(as_text=True)
    assert "Det var ett beslut av en enda person" not in client.get("/f/17").get_data(as_text=True)
    assert not demo.seed()


def test_the_town_met_its_politicians_and_says_what_came_of_it(app: Flask, client: FlaskClient) -> None:
    assert demo.seed()
    process_id = db.session.scalars(select(Process.id).where(Process.title == "Tryggt på kvällen")).one()
    client.set_cookie("language", "sv")
    page = client.get(f"/p/{process_id}/evaluation").get_data(as_text=True)
    for told in (
        "Politikerna satt i ringen och svarade kort.",  # what was learned
        "0,9 → 1,7",  # whether it will lead to something, before and after
        "Chauffören väntade när hon såg att jag sprang.",  # a story that its teller released
    ):
        assert told in page, told
    meeting = db.session.scalars(select(Event).where(Event.title == "Bussen på kvällen")).one()
    step = next(step for step in meeting.steps if step.kind == "questions")
    asked = questions.of_step(step)
    assert len(asked) == 5
    assert all(item.settled for item in asked)
    assert [item.answer.who for item in asked if item.answer and not item.answer.live] == ["Tove Berg"]
