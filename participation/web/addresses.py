"""Addresses that leave the page: on paper, in QR codes, in links that are sent."""

from __future__ import annotations

from flask import current_app, request


def public_address(path: str) -> str:
    """A path under the address that people use: `PUBLIC_URL`, or the one that this request came to."""
    return f"{current_app.config['PUBLIC_URL'] or request.url_root.rstrip('/')}{path}"
