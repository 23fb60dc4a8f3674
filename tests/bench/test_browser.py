"""The browser without JavaScript: what it reads from a form is what a person's browser would send."""

from __future__ import annotations

import pytest

from bench.browser import Page, Unexpected
from bench.load import Load
from bench.replay.town import ideas_of

PAGE = """<form method="get" action="/search"><input name="q"></form>
<form method="post" action="/e/1/ballot"><input type="hidden" name="csrf_token" value="t&amp;t">
<label><input type="checkbox" name="entry" value="1" checked><span>Ljus &amp; bänkar</span></label>
<label><input type="checkbox" name="entry" value="2"><span>Bänk</span></label>
<textarea name="text">
Hej</textarea>
<select name="theme"><option value="">Ingen</option><option value="a" selected>Trafik</option></select>
<button name="abstain" value="1">Avstår</button></form>
<ul><li class="slip" id="idea-x1"><p class="said">Mer   ljus</p><p class="by">en deltagare</p>
<form method="post"><button class="sup">12<small>håller med</small></button></form></li></ul>"""


def page() -> Page:
    return Page(200, "http://127.0.0.1/e/1", PAGE)


def test_a_form_is_sent_as_it_stands_on_the_page() -> None:
    sent = page().form("/ballot").fill({})
    assert sent == [("csrf_token", "t&t"), ("entry", "1"), ("text", "Hej"), ("theme", "a")]


def test_filling_in_replaces_what_stood_there() -> None:
    sent = page().form("/ballot").fill({"entry": ["1", "2"], "text": "Ny"})
    assert [pair for pair in sent if pair[0] in {"entry", "text"}] == [("entry", "1"), ("entry", "2"), ("text", "Ny")]


def test_choices_are_found_by_their_labels() -> None:
    assert page().form("/ballot").labelled("entry") == {"Ljus & bänkar": "1", "Bänk": "2"}


@pytest.mark.parametrize("values", [{"unknown": "1"}, {"entry": "3"}])
def test_what_a_page_does_not_offer_cannot_be_sent(values: dict[str, str]) -> None:
    with pytest.raises(Unexpected):
        page().form("/ballot").fill(values)


def test_ideas_are_read_with_their_words_and_support() -> None:
    (idea,) = ideas_of(page())
    assert (idea.id, idea.text, idea.support) == ("x1", "Mer ljus", 12)


def test_percentiles_and_errors_of_a_load() -> None:
    load = Load(seconds=2.0, latencies=[float(number) for number in range(1, 101)], broken=1)
    load.statuses.update([303] * 98 + [429, 500])
    assert (load.percentile(0.5), load.percentile(0.99), load.per_second, load.errors) == (51.0, 100.0, 50.0, 3)
