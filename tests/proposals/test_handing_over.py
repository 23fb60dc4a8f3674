"""Handing over what somebody owes, and many who publish at the same moment."""

from __future__ import annotations

import json
import threading

import pytest
from sqlalchemy import select

from participation.db import db
from participation.demo import cast
from participation.people import actions as people
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.rules import first_break
from participation.proposals.models import Proposal
from participation.refusal import Refusal
from tests.proposals.town import NOW, Town


def _proposal(number: int) -> Proposal:
    db.session.rollback()
    return db.session.get_one(Proposal, number)


def test_nobody_leaves_before_what_they_owe_is_handed_over(lindvik: Town) -> None:
    number = lindvik.made()
    petra, kim, astrid = (lindvik.id_of(who) for who in (cast.PETRA, cast.KIM, cast.ASTRID))
    with pytest.raises(Refusal):
        people.close_account(petra, by_id=astrid, successor_id=None, now=NOW)
    people.close_account(petra, by_id=astrid, successor_id=kim, now=NOW)
    assert _proposal(number).answerer_id == kim
    last = ledger.chain_of(number)[-1]
    assert (last.kind, json.loads(last.body or "")["answers"]["name"]) == ("assigned", "Kim Sand")


def test_many_at_once_make_one_chain_without_gaps(lindvik: Town) -> None:
    wanted = [lindvik.wanted() for _ in range(8)]
    problems: list[BaseException] = []

    def make(one: object) -> None:
        with lindvik.app.app_context():
            try:
                lindvik.made(client_id=one.client_id)  # type: ignore[attr-defined]
            except BaseException as problem:
                problems.append(problem)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=make, args=(one,)) for one in wanted]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert problems == []
    db.session.rollback()
    assert sorted(db.session.scalars(select(Proposal.number))) == list(range(1, 9))
    assert first_break(ledger.chain()) is None
    assert len(list(ledger.chain())) == 16
