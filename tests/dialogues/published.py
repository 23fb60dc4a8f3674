"""The real conversations that the analysis is held against, where they are at hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bench.replay.data import folder

POLIS = folder(None) / "polis"
LONDON = POLIS / "london.youth.policing"
ORACLE = POLIS / "oracle-below-100"

needs_data = pytest.mark.skipif(not ORACLE.is_dir(), reason="the published conversations are not at hand")


def mathematics() -> dict[str, Any]:
    """What the service itself published about the conversation in `ORACLE`."""
    found: dict[str, Any] = json.loads((ORACLE / "math-pca2.json").read_text(encoding="utf-8"))
    return found
