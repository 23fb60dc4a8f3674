"""What the registrar gives out: nobody else sees it, what is masked is nowhere in it, and others' programs read it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import bagit
import pikepdf
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from participation.db import db, writing
from participation.demo import cast
from participation.events.contributions.models import Withdrawal
from participation.proposals.answering.actions import Draft
from participation.proposals.ledger.rules import digest_of_body
from participation.proposals.models import Proposal, ProposalOrigin
from participation.proposals.registrar import queries, rules
from participation.proposals.registrar.rules import Line
from participation.proposals.rules import Kind
from tests.conftest import count_queries
from tests.proposals.town import HTML, NOW, Town, finished, promised, yes

SPACE = "{https://traden.example/archive/1}"


@given(st.text(alphabet="abcåäöé", min_size=2, max_size=8), st.text())
def test_a_masked_word_is_nowhere_left_as_a_word(word: str, around: str) -> None:
    left = rules._without(f"{around} {word.upper()} {around}", rules.words_of(word), "[x]")
    assert word.upper() not in left.split()
    assert "[x]" in left


def test_names_in_several_words_are_found_over_line_breaks_and_parts_of_words_stay() -> None:
    words = rules.words_of("Anna  Ek\nEk\n\nx")
    assert words == ["Anna Ek", "Ek"]
    assert rules._without("anna\nek och Eken, EK.", words, "[x]") == "[x] och Eken, [x]."


def test_a_sign_that_no_letter_shows_is_told_by_its_name() -> None:
    known = set(map(ord, "abc "))
    assert rules.readable("a 🛹 b\u200f", known) == "a [skateboard] b"


def test_words_are_masked_in_titles_labels_and_what_pictures_show_too() -> None:
    picture = rules.Picture("p", "Anna i bild", "0" * 64)
    at = NOW
    entry = rules.Entered(1, "done", "Klart", at, "0" * 64, [Line("1.x", "Anna, lag 1", "Hej")], [picture])
    told = rules.masked(rules.Record(1, "Anna", [("Svarar", "Anna")], [entry]), [], ["Anna"], "[x]")
    assert "Anna" not in repr(told)
    assert told.entries[0].lines[0].masked
    assert rules.masked(told, ["p"], [], "[x]").entries[0].pictures == []


def _published(lindvik: Town) -> int:
    number = lindvik.made(title="Ljus <b> hos Anna Ek", summary=HTML)
    lindvik.publish(number, yes())
    lindvik.publish(number, promised("p"), by=cast.TOVE)
    lindvik.publish(number, Draft(Kind.CORRECTED, {}, {"words": "Anna Ek sa fel dag."}, about=3))
    lindvik.publish(number, finished(promise="p"), by=cast.TOVE)
    return number


def test_the_record_holds_everything_also_what_was_taken_back(lindvik: Town) -> None:
    number = _published(lindvik)
    origin = db.session.scalars(select(ProposalOrigin)).first()
    assert origin is not None
    said = lindvik.offers()[0].text
    with writing() as session:
        session.execute(insert(Withdrawal).values(contribution_id=origin.contribution_id, at=NOW))
    with lindvik.app.test_request_context():
        proposal = db.session.get_one(Proposal, number)
        with count_queries() as asked:
            record = queries.record(proposal)
    lines: list[Line] = [line for entry in record.entries for line in entry.lines]
    assert [line.gone != "" for line in lines if line.text == said] == [True]
    assert [entry.kind for entry in record.entries] == [
        "received", "assigned", "answered", "promised", "corrected", "done"
    ]  # fmt: skip
    assert asked.count <= 6


def _copy(client: FlaskClient, **form: Any) -> Any:
    return client.post("/staff/proposals/1/registrar/copy", data=form)


def test_what_is_masked_is_nowhere_in_the_copy(small_lindvik: Town) -> None:
    _published(small_lindvik)
    said = small_lindvik.offers()[0].text
    astrid = small_lindvik.signed_in(cast.ASTRID)
    shown = astrid.get("/staff/proposals/1/registrar").get_data(as_text=True)
    assert said in shown
    key = "1.origin-0"
    assert f'value="{key}"' in shown
    page = _copy(astrid, kind="page", mask=key, words="anna ek").get_data(as_text=True)
    told = _copy(astrid, kind="xml", mask=key, words="anna ek").data.decode()
    for given_out in (page, told):
        assert said not in given_out
        assert "Anna Ek" not in given_out
    root = ElementTree.fromstring(told)
    assert [one.get("masked") for one in root.iter(f"{SPACE}text")].count("true") >= 2
    assert not list(root.iter(f"{SPACE}chain"))


def test_the_copy_as_pdf_is_pdf_a_with_every_letter_embedded(small_lindvik: Town) -> None:
    _published(small_lindvik)
    answer = _copy(small_lindvik.signed_in(cast.ASTRID), kind="pdf", words="Anna Ek")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    _is_pdf_a(answer.data)


def _is_pdf_a(content: bytes) -> None:
    """What can be looked at without a validator: the claim, the colours, the typefaces, nothing that runs."""
    with pikepdf.open(io.BytesIO(content)) as document:
        told = bytes(document.Root.Metadata.read_bytes()).decode()
        assert "<pdfaid:part>2</pdfaid:part>" in told
        assert "<pdfaid:conformance>U</pdfaid:conformance>" in told
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert document.Root.Lang == "sv"
        assert not document.is_encrypted
        assert "/ID" in document.trailer
        assert not {"/AcroForm", "/Names"} & set(document.Root.keys())
        for page in document.pages:
            for font in page.Resources.Font.values():
                assert "/ToUnicode" in font
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert not document.check_pdf_syntax()


def test_the_package_is_a_bag_whose_chain_can_be_checked(small_lindvik: Town, tmp_path: Path) -> None:
    _published(small_lindvik)
    answer = small_lindvik.signed_in(cast.ASTRID).get("/staff/proposals/1/archive.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        packed.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path))
    assert bag.is_valid()
    assert bag.info["External-Identifier"] == "proposal 1"
    _is_pdf_a((tmp_path / "data" / "proposal-1.pdf").read_bytes())
    root = ElementTree.parse(tmp_path / "data" / "proposal-1.xml").getroot()
    chain = list(root.iter(f"{SPACE}chain"))
    assert len(chain) == 6
    for link in chain:
        body = link.find(f"{SPACE}body")
        assert body is not None
        assert digest_of_body(bytes.fromhex(body.attrib["salt"]), body.text or "") == link.attrib["digest"]
    assert len(json.loads((tmp_path / "data" / "chain.json").read_text(encoding="utf-8"))) == 6


@pytest.mark.parametrize("form", [{}, {"kind": "doc"}, {"kind": "pdf", "words": "x" * 2001}])
def test_a_bad_form_is_refused_with_words(small_lindvik: Town, form: dict[str, str]) -> None:
    small_lindvik.made()
    assert _copy(small_lindvik.signed_in(cast.ASTRID), **form).status_code == 422


def test_nobody_but_administrators_comes_here(small_lindvik: Town) -> None:
    small_lindvik.made()
    for person in (cast.OMAR, cast.PETRA, cast.TOVE):
        client = small_lindvik.signed_in(person)
        assert client.get("/staff/proposals/1/registrar").status_code == 403
        assert client.get("/staff/proposals/1/archive.zip").status_code == 403
        assert _copy(client, kind="xml").status_code == 403
    assert small_lindvik.signed_in(cast.ASTRID).get("/staff/proposals/9/archive.zip").status_code == 404
