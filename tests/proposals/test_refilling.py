"""What is taken back stands in its form again, as it was typed, for its author alone."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from participation import tokens
from participation.demo import cast
from tests.proposals.town import Town, promised, yes

SOON = (dt.date.today() + dt.timedelta(days=30)).isoformat()  # noqa: DTZ011 - the page's own day is the real one

FORMS = [
    (cast.TOVE, "promise", {"what": "Sex <lampor> till", "who": "Gatuenheten", "due": SOON}),
    (cast.TOVE, "progress", {"promise": "p", "words": "Vi gräver 🛹"}),
    (cast.TOVE, "done", {"promise": "p", "words": "Det lyser nu"}),
    (cast.TOVE, "move", {"date": "p", "due": SOON, "reason": "Snö på vägen"}),
    (cast.OMAR, "withdraw", {"reason": "Det var fel"}),
    (cast.TOVE, "correct", {"about": "2", "words": "Rätt dag är måndag"}),
]


@pytest.mark.parametrize(("who", "verb", "typed"), FORMS, ids=[verb for _who, verb, _typed in FORMS])
def test_every_form_stands_as_it_was_typed(
    small_lindvik: Town, who: cast.Person, verb: str, typed: dict[str, str]
) -> None:
    small_lindvik.made()
    small_lindvik.publish(1, yes())
    small_lindvik.publish(1, promised("p"), by=cast.TOVE)
    client, sent = small_lindvik.signed_in(who), tokens.new_id()
    assert client.post(f"/staff/proposals/1/{verb}", data={"id": sent, **typed}).status_code == 303
    back = client.post(f"/staff/proposals/1/waiting/{sent}/take-back")
    assert back.status_code == 303
    shown = client.get(back.location).get_data(as_text=True)
    form = next(part for part in shown.split("<form ") if f'action="/staff/proposals/1/{verb}"' in part)
    form = form.partition("</form>")[0]
    for value in typed.values():
        escaped = value.replace("<", "&lt;").replace(">", "&gt;")
        assert re.search(rf'value="{escaped}"( selected)?|>{escaped}</textarea>', form), value
    # The form is a new one: sent again it is not taken for the one that was taken back.
    assert sent not in form
    told = typed.get("words") or typed.get("reason") or typed["who"] + "!"
    assert told not in small_lindvik.signed_in(cast.ASTRID).get(back.location).get_data(as_text=True)


@pytest.mark.parametrize("again", ["", "nothing", "x" * 300, "\x00"])
def test_an_address_that_names_nothing_fills_nothing(small_lindvik: Town, again: str) -> None:
    small_lindvik.made()
    client = small_lindvik.signed_in(cast.TOVE)
    assert client.get("/staff/proposals/1", query_string={"again": again}).status_code == 200
