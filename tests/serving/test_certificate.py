"""The self-signed certificate: for these addresses, kept while it is good, its key for its owner alone."""

from __future__ import annotations

import datetime as dt
import ssl
import stat
from pathlib import Path

from cryptography import x509

from participation.serving import certificate

NOW = dt.datetime(2026, 9, 26, 18, 0, tzinfo=dt.UTC)
ADDRESSES = {"localhost", "127.0.0.1", "192.168.7.20"}


def test_a_certificate_stands_for_every_address_it_was_asked_for(tmp_path: Path) -> None:
    made = certificate.ensure(tmp_path, ADDRESSES, NOW)
    names = x509.load_pem_x509_certificate(made.chain.read_bytes()).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert {str(name.value) for name in names.value} == ADDRESSES


def test_the_key_belongs_to_the_certificate_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = certificate.ensure(tmp_path, ADDRESSES, NOW)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.chain, made.key)
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600


def test_a_good_certificate_is_kept(tmp_path: Path) -> None:
    first = certificate.ensure(tmp_path, ADDRESSES, NOW).chain.read_bytes()
    assert certificate.ensure(tmp_path, {"localhost"}, NOW + dt.timedelta(days=300)).chain.read_bytes() == first


def test_a_certificate_about_to_expire_is_made_anew(tmp_path: Path) -> None:
    first = certificate.ensure(tmp_path, ADDRESSES, NOW).chain.read_bytes()
    assert certificate.ensure(tmp_path, ADDRESSES, NOW + dt.timedelta(days=360)).chain.read_bytes() != first


def test_another_network_address_needs_another_certificate(tmp_path: Path) -> None:
    first = certificate.ensure(tmp_path, ADDRESSES, NOW).chain.read_bytes()
    assert certificate.ensure(tmp_path, ADDRESSES | {"10.0.0.5"}, NOW).chain.read_bytes() != first
