"""A rule said no.

Rules and actions raise `Refusal` with a code; `web.refusals` turns the code into the reader's language and
shows it beside the form, which keeps what was typed. Nothing is written when a refusal is raised.
"""

from __future__ import annotations


class Refusal(Exception):
    """A rule said no, for a reason that the reader can be told.

    `code` names the reason (words for it stand in `web.refusals.WORDS`), `field` the form field that it is
    about, `status` the HTTP status, and `facts` what the words need, such as `limit=500`.
    """

    def __init__(self, code: str, *, field: str | None = None, status: int = 422, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.status = status
        self.facts = facts
