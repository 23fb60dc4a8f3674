"""What followers are written: whether they mean it, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext, ngettext

from participation import mail
from participation.db import db
from participation.proposals import words
from participation.proposals.following import queries
from participation.proposals.following.models import Follower
from participation.proposals.following.telling.queries import News
from participation.proposals.rules import Basis

QUESTION = "following"
SHOWN = 400
"""Characters of what an entry says that a letter repeats; the rest is read on the page."""


def question(facts: Mapping[str, Any]) -> mail.Letter | None:
    """Is this meant? To whoever reads a mailbox that somebody gave; None when it was settled meanwhile."""
    follower = db.session.get(Follower, facts["follower"])
    followed = queries.followed_by(facts["follower"])
    if follower is None or follower.address is None or not followed:
        return None
    waiting = [one for one in followed if one.waits]
    with force_locale(follower.language):
        if not waiting:
            told = [gettext("You follow this already. You need not do anything.")]
        else:
            told = [
                gettext("Somebody, perhaps you, wants this address to hear what happens to:"),
                "\n".join(f"- {name_of(one)}" for one in waiting),
                gettext("If it was you: open the page and press “Yes, I want to follow”. It works for two days."),
                gettext("If it was not you: do nothing, and you hear no more. Or press “Stop: it was not me”, and "
                        "nobody can ask for this address for 30 days."),
            ]  # fmt: skip
        return mail.Letter(
            to=follower.address,
            language=follower.language,
            subject=gettext("Do you want to follow?") if waiting else gettext("You follow this already"),
            paragraphs=told,
            path=_own_page(follower),
            stop_path=_stop(follower),
        )


def name_of(followed: queries.Followed) -> str:
    """What somebody follows, in the reader's language."""
    return followed.name or gettext("All proposals")


def of_news(follower: Follower, news: Sequence[News]) -> mail.Letter:
    """What happened, proposal by proposal, in the follower's language."""
    with force_locale(follower.language):
        return mail.Letter(
            to=str(follower.address),
            language=follower.language,
            subject=headline(news),
            paragraphs=[*_told(news), gettext("You get this because you follow. Stop, or choose how often:")],
            path=_own_page(follower),
            stop_path=_stop(follower),
        )


def headline(news: Sequence[News]) -> str:
    """What all of it is about, in a few words."""
    numbers = {one.told.link.proposal for one in news}
    if len(numbers) == 1:
        return gettext("New about “%(title)s”", title=news[0].title)
    return ngettext("New about %(num)s proposal", "New about %(num)s proposals", len(numbers))


def leads_to(news: Sequence[News]) -> str:
    """The path of the page on which it is read: that of the proposal, or the list when there are several."""
    numbers = {one.told.link.proposal for one in news}
    return f"/f/{numbers.pop()}" if len(numbers) == 1 else "/f"


def _told(news: Sequence[News]) -> Iterator[str]:
    for number, of_one in groupby(news, key=lambda one: one.told.link.proposal):
        entries = list(of_one)
        yield "\n".join([entries[0].title, *(f"- {_line(one)}" for one in entries), _public(f"/f/{number}")])


def _line(news: News) -> str:
    """An entry in a line or two: what it is, what was answered, what it says."""
    told = news.told
    line = str(words.KINDS[told.link.kind])
    if verdict := told.facts.get("verdict"):
        names = words.WISHES if told.facts.get("basis") == Basis.WISH and verdict in words.WISHES else words.VERDICTS
        line += f": {names[verdict]}"
    if told.words:
        line += f". {told.words if len(told.words) <= SHOWN else told.words[:SHOWN].rpartition(' ')[0] + ' …'}"
    return f"{line} ({', '.join(filter(None, (told.by['name'], told.by['title'])))})" if told.by else line


def _public(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}{path}"


def _own_page(follower: Follower) -> str:
    return f"/following/{queries.code_of(follower.id)}"


def _stop(follower: Follower) -> str:
    return f"{_own_page(follower)}/stop"
