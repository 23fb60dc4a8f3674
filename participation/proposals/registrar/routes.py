"""The registrar's page of a proposal: a copy with words masked, and the package for the archive."""

from __future__ import annotations

import json

from flask import Response, abort, current_app
from flask_babel import gettext as _

from participation import clock
from participation.db import db
from participation.media.actions import path_of
from participation.people.access import administrator
from participation.proposals.blueprint import bp
from participation.proposals.ledger import queries as ledger
from participation.proposals.ledger.rules import open_form
from participation.proposals.models import Proposal
from participation.proposals.registrar import package, queries, rules, words, xml
from participation.proposals.registrar.rules import Record
from participation.proposals.routes import today
from participation.web import forms
from participation.web.access import allow
from participation.web.fragments import page
from participation.web.refusals import answers_on

KINDS = ("page", "pdf", "xml")


@bp.get("/staff/proposals/<int(max=999999999):number>/registrar")
@allow(administrator)
def registrar(number: int) -> str:
    """Every text of a proposal, also what is not public any more, to choose what is masked."""
    return page("proposals/registrar/choose.html", record=_record(number), limit=rules.WORDS)


@bp.post("/staff/proposals/<int(max=999999999):number>/registrar/copy")
@allow(administrator)
@answers_on("proposals.registrar")
def masked_copy(number: int) -> Response:
    """A copy to give out, with what was chosen masked: a page to print, PDF/A or XML. Nothing of it is kept."""
    kind = forms.choice("kind", KINDS)
    chosen = rules.words_of(forms.text("words", limit=rules.WORDS, required=False))
    told = rules.masked(_record(number), forms.choices("mask"), chosen, str(words.MASKED))
    if kind == "page":
        return _kept_nowhere(Response(page("proposals/registrar/copy.html", record=told, today=today())))
    if kind == "xml":
        return _file(xml.write(told, current_app.config["MUNICIPALITY"]), "application/xml", f"proposal-{number}.xml")
    return _file(_pdf(told, _("A copy to give out")), "application/pdf", f"proposal-{number}.pdf")


@bp.get("/staff/proposals/<int(max=999999999):number>/archive.zip")
@allow(administrator)
def archive(number: int) -> Response:
    """The package for the archive: everything, unmasked."""
    record, links = _record(number), ledger.chain_of(number)
    payload = {
        f"proposal-{number}.pdf": _pdf(record, _("Record for the archive")),
        f"proposal-{number}.xml": xml.write(record, current_app.config["MUNICIPALITY"], links),
        "chain.json": json.dumps([open_form(link, False) for link in links], ensure_ascii=False, indent=1).encode(),
    }
    for entry in record.entries:
        for picture in entry.pictures:
            if path_of(picture.id).is_file():
                payload[f"pictures/{picture.id}.jpg"] = path_of(picture.id).read_bytes()
    about = {
        "Source-Organization": current_app.config["MUNICIPALITY"],
        "External-Identifier": dict(record.facts).get(str(words.FACTS["record_number"]), f"proposal {number}"),
        "External-Description": record.title,
    }
    return _file(package.write(payload, about, today()), "application/zip", f"proposal-{number}.zip")


def _record(number: int) -> Record:
    return queries.record(db.session.get(Proposal, number) or abort(404))


def _pdf(record: Record, made: str) -> bytes:
    from participation.proposals.registrar import pdf  # what it loads takes a second, for what is seldom asked

    ids = [picture.id for entry in record.entries for picture in entry.pictures]
    files = {id_: path_of(id_) for id_ in ids if path_of(id_).is_file()}
    return pdf.write(record, current_app.config["MUNICIPALITY"], files, f"{made}, {clock.iso(clock.now())}")


def _file(content: bytes, mimetype: str, name: str) -> Response:
    answer = _kept_nowhere(Response(content, mimetype=mimetype))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _kept_nowhere(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
