"""`/data` and what it lists; the chain of one proposal with its head as text and QR."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from flask import Flask, Response, abort, current_app

from participation.events import qr
from participation.proposals import exports
from participation.proposals.blueprint import bp
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.rules import Link, open_form
from participation.proposals.opendata import fragments
from participation.proposals.overview import exports as overview
from participation.proposals.placing import exports as placing
from participation.web import tables
from participation.web.access import allow, everyone
from participation.web.fragments import page

DAYS = 30
"""Daily heads shown on the page; the files hold all."""
PART = 500
"""Entries read at once."""


@bp.get("/data")
@allow(everyone)
def data() -> str:
    """What can be had, in which form, and what the columns mean."""
    heads = ledger.heads()
    return page(
        "proposals/data.html",
        columns=exports.COLUMNS,
        properties=placing.PROPERTIES,
        overview_columns=overview.COLUMNS,
        heads=heads[:DAYS],
        others=fragments(),
    )


@bp.get("/data/proposals.csv")
@allow(everyone)
def proposals_csv() -> Response:
    """All proposals as a table."""
    return as_table(exports.COLUMNS, exports.rows(qr.public_address("")))


@bp.get("/data/proposals.json")
@allow(everyone)
def proposals_json() -> Response:
    """All proposals as JSON."""
    found = list(exports.rows(qr.public_address("")))
    return as_data({"municipality": current_app.config["MUNICIPALITY"], "proposals": found})


@bp.get("/data/chain.json")
@allow(everyone)
def chain() -> Response:
    """The whole ledger, an entry a line inside one JSON list; words that were withdrawn or erased are left out."""
    links = _in_parts(current_app._get_current_object())  # type: ignore[attr-defined]
    return _public(Response(_lines(links, ledger.withheld_proposals()), mimetype="application/json"))


def _in_parts(app: Flask) -> Iterator[Link]:
    """The chain in parts, each read and let go of before it is sent: a slow reader holds no transaction."""
    seq = 0
    while True:
        with app.app_context():
            part = ledger.chain_after(seq, PART)
        yield from part
        if len(part) < PART:
            return
        seq = part[-1].seq


@bp.get("/data/heads.json")
@allow(everyone)
def heads_json() -> Response:
    """The chain's end on each day."""
    return as_data([{"day": head.day, "seq": head.seq, "hash": head.hash} for head in ledger.heads()])


@bp.get("/data/heads.txt")
@allow(everyone)
def heads_text() -> Response:
    """The same as text: day, entry, hash; what `flask verify --heads` reads."""
    lines = [f"{head.day} {head.seq} {head.hash}" for head in ledger.heads()]
    return _public(Response("\n".join([*lines, ""]), mimetype="text/plain"))


@bp.get("/f/<int(max=999999999):number>/chain.json")
@allow(everyone)
def chain_of(number: int) -> Response:
    """One proposal's entries, to keep and to compare later."""
    links = ledger.chain_of(number) or abort(404)
    answer = _public(Response("".join(_lines(links, ledger.withheld_proposals(number))), mimetype="application/json"))
    answer.headers["Content-Disposition"] = f'attachment; filename="proposal-{number}-chain.json"'
    return answer


@bp.get("/f/<int(max=999999999):number>/head.svg")
@allow(everyone)
def head(number: int) -> Response:
    """The newest entry of a proposal as QR: its address, number and hash, to photograph and keep."""
    newest = ledger.head_of(number) or abort(404)
    text = f"{qr.public_address(f'/f/{number}')} {newest.seq}:{newest.hash}"
    return _public(Response(qr.svg(text), mimetype="image/svg+xml"))


def _lines(links: Iterable[Link], withheld: set[int]) -> Iterator[str]:
    """A JSON list with one entry a line."""
    before = "[\n"
    for link in links:
        yield before + json.dumps(open_form(link, _is_withheld(link, withheld)), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _is_withheld(link: Link, withheld: set[int]) -> bool:
    return link.kind == "received" and link.proposal in withheld


def as_table(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> Response:
    """Rows as a CSV file of open data."""
    return _public(Response(tables.as_csv(columns, rows), mimetype="text/csv"))


def as_data(value: object, mimetype: str = "application/json") -> Response:
    """Values as a file of open data."""
    return _public(Response(json.dumps(value, ensure_ascii=False, indent=1) + "\n", mimetype=mimetype))


def _public(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "public, max-age=60"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
