"""Answers that a browser keeps as files."""

from __future__ import annotations

from flask import Response


def attached(body: str, name: str, mimetype: str) -> Response:
    """A file that is kept under `name`."""
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
