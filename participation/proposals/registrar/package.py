"""The package for an archive: a ZIP in BagIt's form (RFC 8493), whose manifest holds the SHA-256 of every file."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Mapping

_STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside, so that the same content makes the same package."""


def write(payload: Mapping[str, bytes], about: Mapping[str, str], on: dt.date) -> bytes:
    """A bag with these files under `data/`; `about` becomes its `bag-info.txt`."""
    files = {f"data/{name}": content for name, content in payload.items()}
    told = {
        **about,
        "Bagging-Date": on.isoformat(),
        "Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}",
    }
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {_one_line(value)}\n" for name, value in told.items()).encode(),
        "manifest-sha256.txt": _manifest(files),
    }
    tags["tagmanifest-sha256.txt"] = _manifest(tags)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, content in {**tags, **files}.items():
            bag.writestr(zipfile.ZipInfo(name, _STILL), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()


def _one_line(value: str) -> str:
    return " ".join(value.split())
