"""The public pages: the thread, the list, feeds and open data."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import Any

import feedparser
import pytest
from sqlalchemy import func, insert, select

from participation.db import db, writing
from participation.demo import cast
from participation.events.contributions.models import Withdrawal
from participation.proposals import exports, queries
from participation.proposals.answering.actions import Draft
from participation.proposals.models import Proposal, ProposalDepartment, ProposalOrigin
from participation.proposals.projecting import DECISION
from participation.proposals.rules import Kind
from tests.conftest import count_queries
from tests.proposals.town import NOW, Town, finished, promised, wish, yes

# The thread


def test_an_overdue_reply_is_said_out_loud(small_lindvik: Town) -> None:
    small_lindvik.made()
    shown = small_lindvik.app.test_client().get("/f/1", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "days late" in shown
    assert "This day has passed." in shown


def test_withdrawn_words_are_gone_from_the_page_and_the_chain(small_lindvik: Town) -> None:
    small_lindvik.made()
    public = small_lindvik.app.test_client()
    origin = db.session.scalars(select(ProposalOrigin)).one()
    said = small_lindvik.offers()[0].text
    with writing() as session:
        session.execute(insert(Withdrawal).values(contribution_id=origin.contribution_id, at=NOW))
    for address in ("/f/1", "/f/1/chain.json", "/data/chain.json", "/feed", "/f/1/feed"):
        assert said not in public.get(address).get_data(as_text=True)
    entry = json.loads(public.get("/f/1/chain.json").get_data(as_text=True))[0]
    assert (entry["body"], entry["salt"]) == (None, None)


def test_the_head_is_text_and_a_code(small_lindvik: Town) -> None:
    small_lindvik.made()
    public = small_lindvik.app.test_client()
    head = json.loads(public.get("/f/1/chain.json").get_data(as_text=True))[-1]
    assert f"{head['seq']}:{head['hash']}" in public.get("/f/1").get_data(as_text=True)
    code = public.get("/f/1/head.svg")
    assert code.mimetype == "image/svg+xml"
    assert b"<svg" in code.data


def _many(lindvik: Town, count: int) -> None:
    """Proposals written straight into the table, for pages that list them."""
    template = db.session.execute(select(*Proposal.__table__.columns).where(Proposal.number == 1)).one()._mapping
    first = (db.session.scalar(select(func.max(Proposal.number))) or 0) + 1
    rows = [{**template, "number": n, "client_id": f"many-{n}"} for n in range(first, first + count)]
    held = lindvik.departments[cast.TECHNICAL]
    with writing() as session:
        session.execute(insert(Proposal), rows)
        session.execute(
            insert(ProposalDepartment),
            [{"proposal_number": row["number"], "department_id": held, "holds": True} for row in rows],
        )


@pytest.mark.parametrize("address", ["/f", "/f/1", "/feed", "/data/proposals.csv", "/staff/proposals"])
def test_a_page_asks_as_often_with_many_as_with_one(small_lindvik: Town, address: str) -> None:
    small_lindvik.made()
    small_lindvik.publish(1, yes())
    client = small_lindvik.signed_in(cast.PETRA)
    client.get(address)
    with count_queries() as one:
        client.get(address)
    _many(small_lindvik, 99)
    for place in range(20):
        small_lindvik.publish(1, promised(f"promise-{place}"), by=cast.TOVE)
    with count_queries() as many:
        assert client.get(address).status_code == 200
    assert many.count == one.count
    if address == "/f":
        assert many.count <= 4


def test_the_list_goes_on_page_by_page_without_gaps(small_lindvik: Town) -> None:
    small_lindvik.made()
    _many(small_lindvik, 44)
    public, address, seen = small_lindvik.app.test_client(), "/f?state=assigned", []
    while address:
        shown = public.get(address).get_data(as_text=True)
        seen += [int(number) for number in re.findall(r'<h3><a href="/f/(\d+)', shown)]
        older = re.search(r'href="([^"]+)" rel="next"', shown)
        address = older.group(1).replace("&amp;", "&") if older else ""
    assert seen == list(range(45, 0, -1))


def test_the_list_filters(small_lindvik: Town) -> None:
    small_lindvik.made(title="ÖPPET på söndagar", department_ids=[small_lindvik.departments[cast.CULTURE]],
                       holder_id=small_lindvik.departments[cast.CULTURE])  # fmt: skip
    small_lindvik.made()
    small_lindvik.publish(2, yes())

    def found(**asked: str) -> list[int]:
        return [row.number for row in queries.listed(queries.Filter(**asked))[0]]

    assert found() == [2, 1]
    assert found(state="accepted") == [2]
    assert found(department=small_lindvik.departments[cast.TECHNICAL]) == [2]
    assert found(department=small_lindvik.departments[cast.SCHOOLS]) == []
    assert found(words="öppet SÖNDAG") == [1]
    assert found(words="%") == []
    assert found(process="none") == []


def test_answers_of_every_kind_are_drawn(small_lindvik: Town) -> None:
    facts: list[dict[str, Any]] = [
        {"verdict": "no", "basis": "delegated", "decided_on": "2026-09-10", "paragraph": ""},
        {"verdict": "trial", "ends_on": "2199-01-01"}, {"verdict": "passed_on"}, {"verdict": "planned"},
        {"verdict": "duplicate", "duplicate_of": 1}, {"verdict": "nothing"},
    ]  # fmt: skip
    body = {"reasons": "Därför.", "passed_to": "Regionen", "planned": "i vår", "question": "Blir det lugnare?"}
    small_lindvik.made()
    for told in facts:
        number = small_lindvik.made()
        small_lindvik.publish(number, Draft(Kind.ANSWERED, told, body))
        assert "Därför." in small_lindvik.app.test_client().get(f"/f/{number}").get_data(as_text=True)
    small_lindvik.publish(1, wish())
    move = {"date": DECISION, "from": "2026-12-11", "to": "2027-01-15"}
    small_lindvik.publish(1, Draft(Kind.MOVED, move, {"reason": "Jul", "what": ""}))
    small_lindvik.publish(1, Draft(Kind.CORRECTED, {}, {"words": "Fel dag."}, about=1))
    small_lindvik.publish(1, Draft(Kind.WITHDRAWN, {}, {"reason": "Redan gjort."}))
    shown = small_lindvik.app.test_client().get("/f/1", headers={"Accept-Language": "en"}).get_data(as_text=True)
    for words in ("This is what I want", "Jul", "Fel dag.", "Redan gjort.", "Corrected further down"):
        assert words in shown


# Feeds and open data


def test_the_feed_is_valid_and_tells_every_entry(small_lindvik: Town) -> None:
    small_lindvik.made(title="Ljus & <lampor>")
    small_lindvik.publish(1, yes())
    small_lindvik.publish(1, finished(), by=cast.TOVE)
    read = feedparser.parse(small_lindvik.app.test_client().get("/feed").data)
    assert read.bozo is False
    assert len(read.entries) == len({entry.id for entry in read.entries}) == 4
    assert read.entries[0].title.startswith("Ljus & <lampor>: ")
    assert all(entry.updated for entry in read.entries)
    assert feedparser.parse(small_lindvik.app.test_client().get("/f/1/feed").data).bozo is False


def test_an_empty_town_has_pages_too(small_lindvik: Town) -> None:
    public = small_lindvik.app.test_client()
    for address in ("/f", "/feed", "/data", "/data/proposals.csv", "/data/proposals.json", "/data/chain.json",
                    "/data/heads.txt", "/data/heads.json"):  # fmt: skip
        assert public.get(address).status_code == 200
    assert json.loads(public.get("/data/chain.json").get_data(as_text=True)) == []


def test_the_table_holds_no_formula(small_lindvik: Town) -> None:
    small_lindvik.made(title="=HYPERLINK(1)", summary=" @SUM(A1)")
    raw = small_lindvik.app.test_client().get("/data/proposals.csv").data.decode("utf-8-sig")
    header, row = list(csv.reader(io.StringIO(raw)))
    assert header == list(exports.COLUMNS)
    assert (row[header.index("title")], row[header.index("summary")]) == ("'=HYPERLINK(1)", "' @SUM(A1)")
    found = json.loads(small_lindvik.app.test_client().get("/data/proposals.json").get_data(as_text=True))
    assert (found["proposals"][0]["title"], found["proposals"][0]["support"]) == ("=HYPERLINK(1)", 5)


def test_the_data_page_explains_every_column(small_lindvik: Town) -> None:
    shown = small_lindvik.app.test_client().get("/data").get_data(as_text=True)
    assert [name for name in exports.COLUMNS if f"<code>{name}</code>" not in shown] == []


def test_heads_are_one_a_day(small_lindvik: Town) -> None:
    small_lindvik.made()
    small_lindvik.made(now=NOW + dt.timedelta(days=1))
    lines = small_lindvik.app.test_client().get("/data/heads.txt").get_data(as_text=True).split("\n")
    assert [line.split()[:2] for line in lines if line] == [["2026-09-13", "4"], ["2026-09-12", "2"]]
