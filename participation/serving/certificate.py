"""A self-signed certificate for trying, on one's own network, what browsers allow over https only."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from participation import clock

VALID_FOR = dt.timedelta(days=365)
"""Browsers refuse certificates that live longer than 398 days."""

RENEW_BEFORE = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Where the certificate and its private key lie, as PEM."""

    chain: Path
    key: Path


def ensure(folder: Path, addresses: set[str], now: dt.datetime | None = None) -> Certificate:
    """The certificate in `folder`, made anew when it is missing, about to expire, or not for these addresses.

    `addresses` are host names and IP addresses that it must stand for. The key is readable by its owner alone.
    """
    moment = now or clock.now()
    certificate = Certificate(folder / "self-signed.crt", folder / "self-signed.key")
    if not _still_good(certificate, addresses, moment):
        _make(certificate, addresses, moment)
    return certificate


def _still_good(certificate: Certificate, addresses: set[str], now: dt.datetime) -> bool:
    if not (certificate.chain.is_file() and certificate.key.is_file()):
        return False
    present = x509.load_pem_x509_certificate(certificate.chain.read_bytes())
    names = present.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    held = {str(name.value) for name in names}
    return addresses <= held and present.not_valid_after_utc - now > RENEW_BEFORE


def _make(certificate: Certificate, addresses: set[str], now: dt.datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tråden")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName([_general_name(each) for each in sorted(addresses)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificate.key.unlink(missing_ok=True)
    with os.fdopen(os.open(certificate.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    certificate.chain.write_bytes(signed.public_bytes(serialization.Encoding.PEM))


def _general_name(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address))
    except ValueError:
        return x509.DNSName(address)
