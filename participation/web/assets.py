"""Own browser files: one address per content, compressed once, kept by the browser for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request, url_for
from werkzeug.security import safe_join

from participation.web.access import allow, everyone

BUNDLES = {
    "css/site.css": (
        "css/base.css",
        "css/voting.css",
        "css/proposals.css",
        "css/room.css",
        "css/pulses.css",
        "css/dialogues.css",
    ),
    "js/live.js": ("vendor/htmx.js", "js/drafts.js", "js/follow.js", "js/stage.js", "js/ballot.js"),
    "js/walk.js": ("vendor/idb-keyval.js", "js/queue.js", "js/marking.js"),
}
"""Files that are sent as one, because on a slow net each request costs more than its bytes."""

_TEXT = (".css", ".js", ".svg", ".webmanifest")


@lru_cache(maxsize=256)
def _body(paths: tuple[str, ...], changed: float, encoding: str) -> bytes:
    """The files' bytes one after another in `encoding`; `changed` makes an edited file a new entry."""
    raw = b"\n".join(Path(path).read_bytes() for path in paths)
    if encoding == "br":
        return brotli.compress(raw, mode=brotli.MODE_TEXT)
    return gzip.compress(raw, 9, mtime=0) if encoding == "gzip" else raw


@lru_cache(maxsize=256)
def _version(paths: tuple[str, ...], changed: float) -> str:
    return hashlib.sha256(_body(paths, changed, "")).hexdigest()[:10]


def _changed(paths: tuple[str, ...]) -> float:
    return max(Path(path).stat().st_mtime for path in paths)


def init_app(app: Flask) -> None:
    """Serve `static/` and give templates `asset(name)`."""
    folder = str(app.static_folder)

    def parts(name: str) -> tuple[str, ...]:
        found = [safe_join(folder, part) for part in BUNDLES.get(name, (name,))]
        return tuple(path for path in found if path and Path(path).is_file())

    @allow(everyone)
    def static(filename: str) -> Response:
        paths = parts(filename)
        if not paths:
            abort(404)
        kind = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        encoding = _best_encoding() if filename.endswith(_TEXT) else ""
        response = Response(_body(paths, _changed(paths), encoding), mimetype=kind)
        if encoding:
            response.content_encoding = encoding
        response.vary.add("Accept-Encoding")
        fresh = "v" in request.args
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "public, max-age=300"
        return response

    @lru_cache
    def version(name: str) -> str:
        paths = parts(name)
        return _version(paths, _changed(paths))

    def asset(name: str) -> str:
        # A running server's files do not change; while developing each page looks anew.
        return url_for("static", filename=name, v=version.__wrapped__(name) if app.debug else version(name))

    app.add_url_rule("/static/<path:filename>", "static", static)
    app.jinja_env.globals["asset"] = asset


def _best_encoding() -> str:
    accepted = request.accept_encodings
    return "br" if accepted["br"] else "gzip" if accepted["gzip"] else ""
