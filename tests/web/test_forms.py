"""What was typed: made clean, or refused with the field named."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.refusal import Refusal
from participation.web import forms
from participation.web.fragments import own_path
from tests.cast import WORDS

typing = st.text(st.characters(), max_size=60) | st.text("ae\u0301\u00ad\u200d\u200e\r\n\t \u00a0\x00🛹å", max_size=12)


@given(typing)
def test_cleaning_what_is_clean_changes_nothing(raw: str) -> None:
    clean = forms.clean(raw)
    assert forms.clean(clean) == clean


@given(typing)
def test_a_clean_text_is_composed_and_holds_no_control_characters_and_no_outer_space(raw: str) -> None:
    clean = forms.clean(raw)
    assert clean == clean.strip()
    assert unicodedata.is_normalized("NFC", clean)
    assert all(char == "\n" or char.isprintable() or char in "\u200d\u200c\u200e\u200f" for char in clean)


@given(
    st.lists(st.sampled_from(["ord", "två", "🛹", "ملعب"]), min_size=1, max_size=5),
    st.sampled_from("\t\u00a0\u2009\u3000 "),
)
def test_words_stay_apart_whatever_space_stands_between_them(words: list[str], space: str) -> None:
    assert forms.clean(space.join(words)) == " ".join(words)


@pytest.mark.parametrize("text", [*WORDS, "👩‍👩‍👧", "می‌خواهم", "rad ett\nrad två"])
def test_what_people_write_is_kept_as_it_was_written(text: str) -> None:
    assert forms.clean(text) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("  \n hej \n ", "hej"),
        ("cafe\u0301", "café"),
        ("e\u00ad\u0301", "é"),
        ("a\x00b\x07c\u202ed", "abcd"),
    ],
)
def test_line_breaks_marks_and_invisible_characters_are_made_plain(raw: str, clean: str) -> None:
    assert forms.clean(raw) == clean


def refused(app: Flask, typed: dict[str, object], read: object, *args: object, **how: object) -> tuple[str, str | None]:
    with app.test_request_context(method="POST", data=typed):
        try:
            read(*args, **how)  # type: ignore[operator]
        except Refusal as refusal:
            return refusal.code, refusal.field
        return "accepted", None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({}, "missing"),
        ({"text": ""}, "missing"),
        ({"text": " \t\u200b"}, "missing"),
        ({"text": "x" * 6}, "too_long"),
        ({"text": "🛹" * 5}, "accepted"),
        ({"text": "x\r\nx\r\nx"}, "accepted"),
    ],
)
def test_a_text_is_there_and_within_its_limit(app: Flask, typed: dict[str, object], code: str) -> None:
    assert refused(app, typed, forms.text, "text", limit=5) == (code, None if code == "accepted" else "text")


def test_a_text_that_need_not_be_there_may_be_empty(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"text": "  "}):
        assert forms.text("text", limit=5, required=False) == ""


@pytest.mark.parametrize("raw", ["", "x", "1.5", "1e3", "--1", "+1", "٣", "²", "9" * 13, " "])
def test_what_is_no_whole_number_is_refused(app: Flask, raw: str) -> None:
    assert refused(app, {"n": raw}, forms.whole, "n", least=0, most=9) == ("not_a_number", "n")


@pytest.mark.parametrize(
    ("raw", "code"), [("0", "accepted"), (" 9 ", "accepted"), ("10", "not_a_choice"), ("-1", "not_a_choice")]
)
def test_a_whole_number_stays_within_its_bounds(app: Flask, raw: str, code: str) -> None:
    assert refused(app, {"n": raw}, forms.whole, "n", least=0, most=9)[0] == code


def test_a_number_may_have_a_value_when_nothing_is_typed(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"n": " "}):
        assert forms.whole("n", least=1, most=9, otherwise=3) == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(raw=st.text(max_size=20) | st.from_regex(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", fullmatch=True))
def test_a_day_and_a_moment_are_read_or_refused_and_nothing_else(app: Flask, raw: str) -> None:
    with app.test_request_context(method="POST", data={"when": raw}):
        for read, code in ((forms.date, "not_a_date"), (forms.moment, "not_a_time")):
            value, refused_as = None, None
            try:
                value = read("when")
            except Refusal as refusal:
                refused_as = (refusal.code, refusal.field)
            assert refused_as in {None, (code, "when")}
            assert refused_as or (value is not None and 1999 <= value.year <= 2200)


def test_a_local_time_is_kept_in_utc_in_summer_and_winter(app: Flask) -> None:
    for local, utc in (("2026-07-01T18:00", 16), ("2026-12-01T18:00", 17)):
        with app.test_request_context(method="POST", data={"at": local}):
            assert forms.moment("at") == dt.datetime.fromisoformat(local).replace(hour=utc, tzinfo=dt.UTC)


def test_choices_are_known_ones_each_once_in_the_order_sent(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"c": ["b", "a", "b"]}):
        assert forms.choices("c", {"a", "b"}) == ["b", "a"]
        assert forms.choices("c") == ["b", "a"]
        assert forms.choices("other") == []
        assert forms.choice("c", ("a", "b")) == "b"
        with pytest.raises(Refusal) as refusal:
            forms.choices("c", {"a"})
        assert (refusal.value.code, refusal.value.field) == ("not_a_choice", "c")


@pytest.mark.parametrize(("value", "ticked"), [("1", True), ("on", True), ("true", True), ("0", False), ("", False)])
def test_a_box_is_ticked_or_not(app: Flask, value: str, ticked: bool) -> None:
    with app.test_request_context(method="POST", data={"box": value}):
        assert forms.flag("box") is ticked
        assert not forms.flag("another")


# Own paths


def _where_a_browser_goes(target: str) -> str:
    """The host that a browser would ask, as browsers read addresses: they drop line breaks and tabs, and turn \\."""
    read = "".join(char for char in target.strip("\x00 ") if char not in "\t\r\n").replace("\\", "/")
    if read.startswith("//"):
        return read.lstrip("/").partition("/")[0] or "nowhere"
    return "" if read.startswith("/") else "elsewhere"


@given(st.text("/\\\t\n\r .:@?#[]%ae\x00\u2028å", max_size=12).map(lambda end: "/" + end) | st.text(max_size=12))
def test_an_own_path_never_leads_to_another_site(candidate: str) -> None:
    chosen = own_path(candidate, "/otherwise")
    assert chosen in {candidate, "/otherwise"}
    assert _where_a_browser_goes(chosen) == ""


@pytest.mark.parametrize(
    "path", ["/", "/f", "/e/abc/lead", "/f/12/så-gick-det", "/f?state=done&q=ljus", "/p/x#y", "/a:b"]
)
def test_paths_of_this_site_are_kept(path: str) -> None:
    assert own_path(path, "/otherwise") == path


@pytest.mark.parametrize(
    "path", [None, "", "f", "//x", "///x", "/\\x", "/\t/x", "/\n/[", "https://x", "/x\r\nSet-Cookie: a=b"]
)
def test_everything_else_leads_to_the_other_page(path: str | None) -> None:
    assert own_path(path, "/otherwise") == "/otherwise"
