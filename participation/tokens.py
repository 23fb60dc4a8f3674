"""Random ids, secrets and codes, and how they are kept: secrets and typed codes only as hashes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is made of: no 0 O 1 I L, which look alike on paper."""


def new_id() -> str:
    """A random id for addresses: 96 bits in 16 characters that are safe in a path."""
    return secrets.token_urlsafe(12)


def id_of(purpose: str, *parts: str) -> str:
    """The id that follows from `parts`: what is made from the same form twice is one thing."""
    full = hashlib.sha256("\n".join([purpose, *parts]).encode()).digest()
    return base64.urlsafe_b64encode(full)[:16].decode()


def new_secret() -> str:
    """A secret of 256 bits that one browser or one link carries."""
    return secrets.token_urlsafe(32)


def new_code(length: int) -> str:
    """A code that people read out and type, `length` characters of `CODE_ALPHABET`."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def code_from(digest: str, length: int) -> str:
    """The code that follows from a long digest: what is made from the same form twice has one code."""
    number, letters = int(digest, 16), []
    for _place in range(length):
        number, index = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[index])
    return "".join(letters)


def normal_code(typed: str) -> str:
    """What somebody typed as a code, without the spaces and dashes that paper and phones add."""
    return "".join(char for char in typed.upper() if char.isalnum())


def spaced_code(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def digest(purpose: str, secret: str) -> str:
    """SHA-256 of a secret of full strength, told apart by purpose so that no two tables share a value."""
    return hashlib.sha256(f"{purpose}:{secret}".encode()).hexdigest()


def keyed_digest(key: str, purpose: str, text: str) -> str:
    """HMAC-SHA-256 under the installation's key, for what is too short to stand as a bare hash."""
    return hmac.new(key.encode(), f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()
