"""Which addresses a notice may be handed to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from participation.refusal import Refusal

_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
LONGEST = 1000
"""Characters of a push service's address; they have some 200."""


def check_endpoint(endpoint: str, hosts: Sequence[str]) -> str:
    """The host and port of an address that notices may be handed to; refuses every other address.

    `hosts` are names (`push.example`), names with a port, or all names below one (`*.push.example`). Only https, and
    only its own port where no other is named.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port or 443
    except ValueError as problem:
        raise Refusal("unknown_push_service") from problem
    plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint and len(endpoint) <= LONGEST
    if not plain or parts.scheme != "https" or "@" in parts.netloc or "\\" in endpoint or parts.fragment:
        raise Refusal("unknown_push_service")
    if not _NAME.fullmatch(host) or not any(_fits(host, port, allowed) for allowed in hosts):
        raise Refusal("unknown_push_service")
    return f"{host}:{port}"


def _fits(host: str, port: int, allowed: str) -> bool:
    name, _, number = allowed.partition(":")
    if port != int(number or 443):
        return False
    return host.endswith(name[1:]) if name.startswith("*.") else host == name
