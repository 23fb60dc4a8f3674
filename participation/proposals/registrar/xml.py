"""A record as XML: what it goes by, its entries in words, and, for the archive, what their hashes were made of.

`docs/archive.md` describes the elements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from participation import clock
from participation.proposals.ledger.rules import Link
from participation.proposals.registrar.rules import Entered, Record

NAMESPACE = "https://traden.example/archive/1"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 cannot hold."""


def write(record: Record, municipality: str, links: Sequence[Link] = ()) -> bytes:
    """The document; with `links` each entry carries its place in the chain, so that it can be checked for ever."""
    Tree.register_namespace("", NAMESPACE)
    root = _element(None, "proposal", number=str(record.number), municipality=municipality)
    _element(root, "title", record.title)
    facts = _element(root, "facts")
    for label, value in record.facts:
        _element(facts, "fact", value, label=label)
    chained = {link.seq: link for link in links}
    entries = _element(root, "entries")
    for entry in record.entries:
        _entry(entries, entry, chained.get(entry.seq))
    Tree.indent(root)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(parent: Tree.Element, entry: Entered, link: Link | None) -> None:
    told = _element(parent, "entry", seq=str(entry.seq), kind=entry.kind, heading=entry.heading, at=clock.iso(entry.at))
    for line in entry.lines:
        marks = {"gone": line.gone} if line.gone else {}
        _element(told, "text", line.text, label=line.label, masked="true" if line.masked else "false", **marks)
    for picture in entry.pictures:
        _element(told, "picture", picture.text, file=f"pictures/{picture.id}.jpg", sha256=picture.sha256)
    if link is not None:
        chain = _element(told, "chain", hash=link.hash, previous=link.previous_hash, digest=link.body_digest)
        _element(chain, "facts", link.facts)
        if link.salt is not None and link.body is not None:
            _element(chain, "body", link.body, salt=link.salt.hex())


def _element(parent: Tree.Element | None, name: str, text: str = "", **attributes: str) -> Tree.Element:
    tag, clean = f"{{{NAMESPACE}}}{name}", {key: _plain(value) for key, value in attributes.items()}
    made = Tree.Element(tag, clean) if parent is None else Tree.SubElement(parent, tag, clean)
    made.text = _plain(text) or None
    return made


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
