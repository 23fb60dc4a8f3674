"""What holds for everything that people give, as pure decisions."""

from __future__ import annotations

import datetime as dt
import re

from participation.refusal import Refusal

_ID = re.compile(r"[A-Za-z0-9_-]{8,32}")


def check_id(candidate: str) -> str:
    """An id made by the sender: 8 to 32 characters that are safe in an address."""
    if not _ID.fullmatch(candidate):
        raise Refusal("form_too_old", status=400)
    return candidate


def check_own(author_id: str | None, participant_id: str) -> None:
    """Only its author takes something back."""
    if author_id is None or author_id != participant_id:
        raise Refusal("not_yours", status=403)


def check_still_here(*, withdrawn: bool, erased: bool) -> None:
    """What was withdrawn is out of everybody's hands but the registrar's."""
    if withdrawn or erased:
        raise Refusal("gone", status=410)


def check_hiding(reason: str) -> None:
    """Hiding needs a reason, because the author is told it."""
    if not reason.strip():
        raise Refusal("hide_needs_reason", field="reason")


def check_merge(contribution_id: str, into_id: str, into_is_merged_into: str | None) -> str:
    """Where a merge really leads: never into itself, and past one that was itself merged."""
    target = into_is_merged_into or into_id
    if target == contribution_id:
        raise Refusal("merge_into_itself", field="into")
    return target


def may_destroy(now: dt.datetime, kept_since: dt.datetime, keep_days: int) -> bool:
    """Whether a contribution's time under a destruction decision has run out."""
    return now >= kept_since + dt.timedelta(days=keep_days)
