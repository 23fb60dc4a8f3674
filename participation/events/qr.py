"""QR codes: inline SVG for screens and print, PNG for slides. Quiet zone kept, error correction M."""

from __future__ import annotations

import io
from typing import Any

import qrcode
from markupsafe import Markup
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage

from participation.web.addresses import public_address as public_address


def _code(text: str) -> qrcode.QRCode[Any]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, box_size=10)
    code.add_data(text)
    code.make(fit=True)
    return code


def svg(text: str) -> bytes:
    """A QR code as a standalone SVG, dark on white."""
    buffer = io.BytesIO()
    _code(text).make_image(image_factory=SvgPathImage).save(buffer)
    return buffer.getvalue()


def inline(text: str, label: str) -> Markup:
    """A QR code as SVG inside a page: one path, white behind it in every theme, named for screen readers."""
    modules = _code(text).get_matrix()
    size = len(modules)
    runs = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark]
    return Markup(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" shape-rendering="crispEdges">'
        '<rect width="100%" height="100%" fill="#fff"/><path d="{}" fill="#000"/></svg>'
    ).format(label, size, size, "".join(runs))


def png(text: str) -> bytes:
    """A QR code as PNG."""
    buffer = io.BytesIO()
    _code(text).make_image(image_factory=PilImage).save(buffer)
    return buffer.getvalue()


def terminal(text: str) -> str:
    """A QR code drawn with half blocks, for a terminal."""
    buffer = io.StringIO()
    _code(text).print_ascii(out=buffer, invert=True)
    return buffer.getvalue()
