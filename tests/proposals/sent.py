"""Forms as browsers send them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from PIL import Image

from participation import tokens
from participation.demo import cast
from tests.proposals.town import Town

RECENT = dt.datetime.now(dt.UTC)


def form(lindvik: Town, **changes: Any) -> dict[str, Any]:
    """The form that makes a proposal, as a browser sends it."""
    values = {
        "id": tokens.new_id(),
        "origin": [lindvik.offers()[0].contribution_ids[0]],
        "title": "Ljus på gångvägen",
        "summary": "Sätt upp lampor.",
        "board": "Tekniska nämnden",
        "departments": [lindvik.departments[cast.TECHNICAL]],
        "holder": lindvik.departments[cast.TECHNICAL],
        "answerer": lindvik.id_of(cast.PETRA),
        "reply_by": (RECENT + dt.timedelta(days=21)).date().isoformat(),
        "decide_by": (RECENT + dt.timedelta(days=90)).date().isoformat(),
    }
    return {**values, **changes}


def answer(**changes: Any) -> dict[str, Any]:
    """Petra's answer: yes, by a decision of the board."""
    decided = (RECENT - dt.timedelta(days=2)).date().isoformat()
    values = {"id": tokens.new_id(), "verdict": "yes", "reasons": "Vi sätter upp sex lampor.", "basis": "board",
              "paragraph": "§ 84", "decided_on": decided}  # fmt: skip
    return {**values, **changes}


def picture() -> tuple[io.BytesIO, str]:
    """A small photograph."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(file, "JPEG")
    file.seek(0)
    return file, "lampor.jpg"
