"""What a message is made of, from plain values. Nothing that somebody typed can add a header to it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import parseaddr


class _Verbatim(UnstructuredHeader, BaseHeader):
    """A header that stays on its one line: folded, an address would be encoded, and no mail reader would find it."""

    def fold(self, *, policy: Policy) -> str:
        """As it is."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Verbatim)
_POLICY = SMTP.clone(header_factory=_HEADERS)
LONGEST_SUBJECT = 150
ADDRESS = re.compile(r"[^\s<>@,;:]+@[^\s<>@,;:]+")


def message_of(
    *,
    key: str,
    sender: str,
    to: str,
    subject: str,
    body: str,
    domain: str,
    language: str,
    now: dt.datetime,
    stop: str = "",
) -> EmailMessage:
    """A plain text message. Its Message-ID follows from `key`: sent again after a crash, it is the same message.

    `stop` is the address that ends such letters by one POST (RFC 8058).
    Raises ValueError for an address that is none.
    """
    message = EmailMessage(_POLICY)
    if not ADDRESS.fullmatch(to):
        raise ValueError("not an address")
    name, from_address = parseaddr(sender)
    message["From"] = Address(one_line(name), addr_spec=from_address)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = one_line(subject)[:LONGEST_SUBJECT]
    message["Date"] = now
    message["Message-ID"] = f"<{identity(key)}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if stop:
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(body, cte="quoted-printable")
    message["Content-Language"] = language
    return message


def identity(key: str) -> str:
    """What stands for a delivery outside, and tells nothing about it."""
    return hashlib.sha256(f"mail:{key}".encode()).hexdigest()[:32]


def one_line(text: str) -> str:
    """A text without line breaks and control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
