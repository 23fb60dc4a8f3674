"""The canonical form of an entry, its hash, and what makes a chain whole. Pure; described in `docs/ledger.md`.

Source of the form: JSON as RFC 8785 writes it, for values that are only texts, whole numbers and lists of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
START = "0" * 64
"""What the first entry has for the hash of the one before."""
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is hashed, with its salt and body while they exist.

    `facts` is the metadata's canonical JSON as stored, `about` the entry that a correction or an erasure is about.
    """

    seq: int
    proposal: int
    proposal_seq: int
    kind: str
    at: str
    about: int | None
    facts: str
    body_digest: str
    previous_hash: str
    hash: str
    salt: bytes | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain does not hold: `seq` of the entry (0: none), and why in plain words."""

    seq: int
    proposal: int
    why: str


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's end on some day, as it was published."""

    seq: int
    hash: str


@dataclass(slots=True)
class Walk:
    """What has been seen of a chain so far."""

    seq: int = 0
    hash: str = START
    of_proposal: dict[int, int] = field(default_factory=dict)
    hashes: dict[int, str] = field(default_factory=dict)
    without_body: dict[int, int] = field(default_factory=dict)


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of_body(salt: bytes, body: str) -> str:
    """SHA-256 of the salt followed by the body's canonical JSON: tells nothing once both are gone."""
    return hashlib.sha256(salt + body.encode()).hexdigest()


def hash_of(link: Link) -> str:
    """SHA-256 of the entry's canonical form."""
    form = {
        "about": link.about,
        "at": link.at,
        "body_digest": link.body_digest,
        "facts": json.loads(link.facts),
        "kind": link.kind,
        "previous": link.previous_hash,
        "proposal": link.proposal,
        "proposal_seq": link.proposal_seq,
        "seq": link.seq,
        "version": VERSION,
    }
    return hashlib.sha256(canonical(form).encode()).hexdigest()


def first_break(links: Iterable[Link], heads: Iterable[Head] = ()) -> Broken | None:
    """Walk a chain from its start; the first thing wrong with it, or None when it holds.

    `heads` are ends that were published earlier: each must still be there, or the chain was cut or rewritten.
    """
    walk = Walk()
    wanted = {head.seq for head in heads}
    for link in links:
        if (why := _wrong_with(link, walk)) is not None:
            return Broken(link.seq, link.proposal, why)
        walk.seq, walk.hash = link.seq, link.hash
        walk.of_proposal[link.proposal] = link.proposal_seq
        if link.seq in wanted:
            walk.hashes[link.seq] = link.hash
    for seq, proposal in walk.without_body.items():
        return Broken(seq, proposal, "its body is gone, and no entry says that it was erased")
    return _missing_head(walk, heads)


def _wrong_with(link: Link, walk: Walk) -> str | None:
    if link.seq != walk.seq + 1:
        return f"entry {walk.seq + 1} should stand here"
    if link.previous_hash != walk.hash:
        return "it does not carry the hash of the entry before"
    if link.proposal_seq != walk.of_proposal.get(link.proposal, 0) + 1:
        return "it is not the next entry of its proposal"
    try:
        if link.facts != canonical(json.loads(link.facts)) or link.hash != hash_of(link):
            return "its hash does not belong to what it says"
    except ValueError:
        return "its facts cannot be read"
    return _wrong_with_body(link, walk)


def _wrong_with_body(link: Link, walk: Walk) -> str | None:
    if link.kind == ERASED and link.about is not None:
        walk.without_body.pop(link.about, None)
    if link.salt is None or link.body is None:
        walk.without_body[link.seq] = link.proposal
        return None
    if digest_of_body(link.salt, link.body) != link.body_digest:
        return "its body is not the one that was published"
    return None


def _missing_head(walk: Walk, heads: Iterable[Head]) -> Broken | None:
    for head in sorted(heads, key=lambda head: head.seq):
        if head.seq > walk.seq:
            return Broken(walk.seq, 0, f"the chain ends here, but entry {head.seq} was published")
        if walk.hashes[head.seq] != head.hash:
            return Broken(head.seq, 0, "another entry was published under this number")
    return None


def parse_heads(text: str) -> list[Head]:
    """Published heads: one a line, its last two words the entry's number and its hash. ValueError for other lines."""
    heads = []
    for line in text.splitlines():
        words = line.replace(":", " ").split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) < 2 or len(words[-1]) != 64:
            raise ValueError(f"not a head: {line}")
        heads.append(Head(int(words[-2]), words[-1].lower()))
    return heads


def open_form(link: Link, withheld: bool) -> Mapping[str, Any]:
    """An entry as it stands in the published chain; `withheld` leaves out salt and body."""
    gone = withheld or link.salt is None or link.body is None
    return {
        "version": VERSION,
        "seq": link.seq,
        "proposal": link.proposal,
        "proposal_seq": link.proposal_seq,
        "kind": link.kind,
        "at": link.at,
        "about": link.about,
        "facts": json.loads(link.facts),
        "body_digest": link.body_digest,
        "previous": link.previous_hash,
        "hash": link.hash,
        "salt": None if gone or link.salt is None else link.salt.hex(),
        "body": None if gone or link.body is None else json.loads(link.body),
    }
