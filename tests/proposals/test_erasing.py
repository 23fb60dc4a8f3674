"""Erasing lawfully, and the canonical form as an outsider computes it."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text

from participation.db import db, writing
from participation.demo import cast
from participation.events.contributions.models import DestructionDecision, Erasure
from participation.proposals import thread
from participation.proposals.ledger import actions, queries, rules
from participation.proposals.ledger.rules import START, Head, Link, canonical
from participation.proposals.models import ProposalOrigin
from participation.refusal import Refusal
from tests.proposals.town import NOW, TODAY, Town, yes


@pytest.fixture
def chained(lindvik: Town) -> Town:
    """A town with five entries in its chain: two proposals, the first answered."""
    first, _second = lindvik.made(), lindvik.made()
    lindvik.publish(first, yes())
    return lindvik


def _decision(by_id: str) -> str:
    with writing() as session:
        session.add(
            DestructionDecision(
                id="decision-1", board="KFN", decided_on=TODAY, paragraph="§ 7", keep_days=1, entered_at=NOW,
                entered_by_id=by_id,
            )
        )  # fmt: skip
    return "decision-1"


def _verify(app: Flask, *arguments: str) -> tuple[int, str]:
    answer = app.test_cli_runner().invoke(args=["verify", *arguments])
    return answer.exit_code, answer.output


# Erasing


def test_nothing_is_erased_without_an_entered_decision(chained: Town) -> None:
    with pytest.raises(Refusal) as refused:
        actions.erase(1, "no-such-decision", NOW)
    assert refused.value.code == "no_destruction_decision"
    assert queries.chain_of(1)[0].body is not None


def test_erasing_is_an_entry_and_the_chain_still_holds(chained: Town) -> None:
    decision = _decision(chained.id_of(cast.ASTRID))
    assert actions.erase(1, decision, NOW) == 6
    assert actions.erase(1, decision, NOW) == 6  # twice is once
    erased, told = queries.chain_of(1)[0], queries.chain_of(1)[-1]
    assert (erased.salt, erased.body) == (None, None)
    assert (told.kind, told.about) == ("erased", 1)
    assert json.loads(told.facts) == {"board": "KFN", "date": TODAY.isoformat(), "paragraph": "§ 7"}
    assert rules.first_break(queries.chain()) is None
    assert next(station.kind for station in thread.of(1, TODAY).stations) == "received"


def test_an_erasure_is_not_erased_and_unknown_entries_are_refused(chained: Town) -> None:
    decision = _decision(chained.id_of(cast.ASTRID))
    made = actions.erase(1, decision, NOW)
    for seq in (made, 999):
        with pytest.raises(Refusal):
            actions.erase(seq, decision, NOW)


def test_a_restored_backup_is_erased_again(chained: Town) -> None:
    with db.engine.connect() as connection:
        kept = connection.execute(text("SELECT salt, body FROM entry_body WHERE entry_seq = 1")).one()
    actions.erase(1, _decision(chained.id_of(cast.ASTRID)), NOW)
    with writing() as session:
        restored = {"salt": kept.salt, "body": kept.body}
        session.execute(text("INSERT INTO entry_body VALUES (1, :salt, :body)"), restored)
    assert actions.replay_erasures() == 1
    assert actions.replay_erasures() == 0
    assert queries.chain_of(1)[0].body is None


def test_what_retention_destroyed_leaves_the_ledger_too(chained: Town) -> None:
    decision = _decision(chained.id_of(cast.ASTRID))
    origin = db.session.scalars(select(ProposalOrigin).where(ProposalOrigin.proposal_number == 1)).one()
    with writing() as session:
        session.execute(insert(Erasure).values(contribution_id=origin.contribution_id, at=NOW, decision_id=decision))
    followed = chained.app.test_cli_runner().invoke(args=["follow-erasures"])
    assert followed.output == "Erased: 2.\n", "both proposals came from it"
    assert actions.follow_erasures(NOW) == 0
    assert queries.chain_of(1)[0].body is None
    assert _verify(chained.app)[0] == 0


def test_erasing_from_the_command_line(chained: Town) -> None:
    run = chained.app.test_cli_runner().invoke
    assert run(args=["erase-entry", "1", "--decision", "none"]).exit_code == 1
    decision = _decision(chained.id_of(cast.ASTRID))
    assert run(args=["erase-entry", "1", "--decision", decision]).output == "Entry 1 is erased; entry 6 says so.\n"
    assert run(args=["replay-erasures"]).output == "Erased again: 0.\n"


# The canonical form, as an outsider computes it


def test_an_outsider_can_check_the_published_chain(chained: Town) -> None:
    entries = json.loads(chained.app.test_client().get("/data/chain.json").get_data(as_text=True))
    previous = "0" * 64
    for entry in entries:
        names = ("about", "at", "body_digest", "facts", "kind", "proposal", "proposal_seq", "seq", "version")
        form = {**{name: entry[name] for name in names}, "previous": previous}
        said = json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(said.encode()).hexdigest() == entry["hash"]
        body = json.dumps(entry["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(bytes.fromhex(entry["salt"]) + body.encode()).hexdigest() == entry["body_digest"]
        assert entry["previous"] == previous
        previous = entry["hash"]
    assert len(entries) == 5


def _chain(bodies: list[str]) -> list[Link]:
    links: list[Link] = []
    for place, said in enumerate(bodies, start=1):
        salt, body = bytes([place % 256]) * 32, canonical({"words": said})
        link = Link(place, 1, place, "answered", "2026-09-12T17:30:00Z", None, canonical({"n": place}),
                    rules.digest_of_body(salt, body), links[-1].hash if links else START, "", salt, body)  # fmt: skip
        links.append(dataclasses.replace(link, hash=rules.hash_of(link)))
    return links


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=8), st.data())
def test_any_change_to_any_entry_is_found(bodies: list[str], data: st.DataObject) -> None:
    links = _chain(bodies)
    assert rules.first_break(links, [Head(links[-1].seq, links[-1].hash)]) is None
    place = data.draw(st.integers(0, len(links) - 1))
    changes = [{"at": "2026-09-13T17:30:00Z"}, {"kind": "done"}, {"facts": canonical({"n": 0})}, {"body": '"other"'},
               {"hash": "f" * 64}, {"body_digest": "f" * 64}, {"seq": 99}, {"about": 1}]  # fmt: skip
    changed = dataclasses.replace(links[place], **data.draw(st.sampled_from(changes)))
    broken = rules.first_break([*links[:place], changed, *links[place + 1 :]])
    assert broken is not None
    assert broken.seq in {links[place].seq, changed.seq}


@given(st.integers(1, 8), st.integers(0, 7))
def test_any_cut_is_found_against_the_head(length: int, keep: int) -> None:
    links = _chain(["x"] * length)
    if keep < length:
        broken = rules.first_break(links[:keep], [Head(length, links[-1].hash)])
        assert broken is not None
        assert broken.seq == keep
