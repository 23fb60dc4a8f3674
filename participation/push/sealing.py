"""Encrypting a notice for the one browser that may read it (RFC 8291, in the form of RFC 8188).

What is composed here are the primitives of `cryptography`; a test holds it to the example that the RFC gives.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
_RECORD = 4096


class BadKeyError(ValueError):
    """A browser's key is none."""


def from_text(value: str) -> bytes:
    """What stands behind base64 as browsers write it: the letters of addresses, without filling."""
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4), altchars="-_", validate=True)
    except (binascii.Error, ValueError) as problem:
        raise BadKeyError("not base64") from problem


def as_text(value: bytes) -> str:
    """Bytes as base64 in the letters of addresses, without filling."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as the 65 bytes that stand for it on the wire."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def check_keys(p256dh: str, auth: str) -> None:
    """Whether a browser's keys can be encrypted for; raises BadKeyError."""
    if len(from_text(auth)) != 16:
        raise BadKeyError("a secret has 16 bytes")
    _public(from_text(p256dh))


def seal(
    text: bytes, p256dh: str, auth: str, *, key: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """`text` for the browser whose public key and secret these are; key and salt are new each time."""
    key, salt = key or ec.generate_private_key(CURVE), salt or secrets.token_bytes(16)
    theirs, mine = from_text(p256dh), point(key.public_key())
    shared = key.exchange(ec.ECDH(), _public(theirs))
    material = _derive(32, from_text(auth), b"WebPush: info\0" + theirs + mine, shared)
    content_key = _derive(16, salt, b"Content-Encoding: aes128gcm\0", material)
    nonce = _derive(12, salt, b"Content-Encoding: nonce\0", material)
    sealed = AESGCM(content_key).encrypt(nonce, text + b"\x02", None)
    return salt + _RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine + sealed


def _derive(length: int, salt: bytes, info: bytes, secret: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _public(raw: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)
    except ValueError as problem:
        raise BadKeyError("not a point of the curve") from problem
