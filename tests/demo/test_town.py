"""The demonstration town tells every kind of end that a proposal can have."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from participation import clock, demo
from participation.db import db
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
