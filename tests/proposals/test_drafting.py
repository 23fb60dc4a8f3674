"""An answer while it is written: how hard it is, the four F's, drafts that nobody loses."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import func, select

from participation.db import db
from participation.demo import cast
from participation.proposals.drafting import actions, queries, rules
from participation.proposals.drafting.plain_words import hard_words
from participation.proposals.drafting.rules import FIELDS, Level, Promised, as_answer, four_fs, measure
from participation.proposals.models import AnswerDraft
from tests.cast import LONG_WORD
from tests.proposals.sent import RECENT
from tests.proposals.sent import answer as sent_answer
from tests.proposals.town import HTML, LATER, NOW, TODAY, Town, yes

EASY = "Vi sätter upp sex lampor. De ska lysa i vår."
OFFICE = (
    "Nämnden beslutar att verkställa förslaget, varvid erforderliga åtgärder kommer att initieras av förvaltningen."
)

# How hard it reads


@pytest.mark.parametrize(
    ("text", "language", "words", "score", "level"),
    [
        ("", "sv", 0, 0, Level.NOTHING),
        ("🛹 … !", "sv", 0, 0, Level.NOTHING),
        # 10 words, 2 sentences, none long: 10 / 2 + 0
        (EASY, "sv", 10, 5, Level.VERY_EASY),
        # 6 words, 2 sentences, 2 long (förslaget, kommunen): 3 + 33.3
        ("Bra! Vi tar förslaget till kommunen.", "sv", 6, 36, Level.EASY),
        ("En rad utan punkt\nen till", "sv", 6, 3, Level.VERY_EASY),
        ("Vi gör det, t.ex. i maj.", "sv", 6, 6, Level.VERY_EASY),
        (LONG_WORD, "sv", 1, 101, Level.HARD),
        # 18 letters in 6 words of 1 sentence: 4.71 * 3 + 3 - 21.43 is below nothing
        ("We are here for you all.", "en", 6, 0, Level.VERY_EASY),
    ],
)
def test_readability_by_hand(text: str, language: str, words: int, score: int, level: Level) -> None:
    found = measure(text, "sv")
    assert (found.language, found.words, found.score, found.level) == (language, words, score, level)


def test_the_language_is_the_one_that_the_text_looks_like() -> None:
    assert rules.language_of("Vi ska sätta upp lampor och en spegel.", "en") == "sv"
    assert rules.language_of("We will put up lamps and a mirror.", "sv") == "en"
    assert rules.language_of("مرحبا", "en") == "en"


def test_words_of_offices_are_marked_and_a_plain_one_is_offered() -> None:
    assert measure(OFFICE, "sv").level == Level.HARD
    found = hard_words(OFFICE + " " + LONG_WORD, "sv")
    assert (found["verkställa"], found["erforderliga"], found[LONG_WORD]) == ("göra", "som behövs", "")
    assert hard_words(EASY, "sv") == {}
    assert len(hard_words(" ".join(f"verkställ{chr(97 + place)}" for place in range(25)), "sv")) == 12


# The four F's

PROMISED = Promised(TODAY - dt.timedelta(days=5), TODAY + dt.timedelta(days=16), TODAY + dt.timedelta(days=80))


def _checked(promised: Promised = PROMISED, **said: str) -> rules.FourFs:
    told = dict.fromkeys(FIELDS, "") | said
    return four_fs(as_answer(told), measure(told["reasons"], "sv"), promised, TODAY)


def test_nothing_written_is_nothing_met_but_the_days() -> None:
    found = _checked()
    assert (found.full, found.friendly, found.fast, found.days) == (False, False, True, 5)
    assert (found.followed_up, found.nothing_follows) == (None, False)


def test_a_wish_is_not_full_and_comes_back_at_the_meeting() -> None:
    meeting = TODAY + dt.timedelta(days=30)
    found = _checked(verdict="yes", reasons=EASY, basis="wish", meeting_on=meeting.isoformat())
    assert (found.reasons, found.basis, found.friendly, found.followed_up) == (True, False, True, meeting)
    assert _checked(verdict="no", reasons=EASY).followed_up == PROMISED.decide_by


def test_a_decided_yes_needs_a_first_step_to_come_back_with() -> None:
    decided = {"verdict": "yes", "reasons": EASY, "basis": "board", "decided_on": "2026-09-01"}
    assert not _checked(**decided).full
    found = _checked(**decided, paragraph="§ 84")
    assert (found.full, found.followed_up, found.nothing_follows) == (True, None, False)
    step = Promised(PROMISED.received_on, TODAY - dt.timedelta(days=1), PROMISED.decide_by, next_step=TODAY)
    later = _checked(step, **decided, paragraph="§ 84")
    assert (later.fast, later.followed_up) == (False, TODAY)


@pytest.mark.parametrize("verdict", ["passed_on", "planned", "duplicate", "nothing"])
def test_other_answers_need_no_decision_and_end_it(verdict: str) -> None:
    found = _checked(verdict=verdict, reasons=OFFICE, basis="nonsense", decided_on="soon", duplicate_of="x")
    assert (found.full, found.friendly, found.nothing_follows) == (True, False, True)


# Drafts


def test_a_draft_is_kept_for_each_who_writes_and_the_last_sending_counts(lindvik: Town) -> None:
    number = lindvik.made()
    petra, tove = lindvik.id_of(cast.PETRA), lindvik.id_of(cast.TOVE)
    for words in ("Först", "Sedan"):
        actions.save(number, {"reasons": words, "verdict": "yes", "forged": "x"}, by_id=petra, now=NOW)
    actions.save(number, {"reasons": "Toves förslag"}, by_id=tove, now=LATER)
    assert [(draft.by, dict(draft.said)) for draft in queries.drafts(number)] == [
        ("Tove Berg", {"reasons": "Toves förslag"}),
        ("Petra Ek", {"reasons": "Sedan", "verdict": "yes"}),
    ]
    assert queries.drafted([number])[number].name == "Tove Berg"
    actions.save(number, {"reasons": ""}, by_id=tove, now=LATER)
    assert [draft.by for draft in queries.drafts(number)] == ["Petra Ek"]
    lindvik.publish(number, yes())
    assert db.session.scalar(select(func.count()).select_from(AnswerDraft)) == 0


def _field(page: str) -> str:
    found = re.search(r'<textarea id="f-reasons"[^>]*>([^<]*)</textarea>', page)
    assert found is not None
    return found[1]


def test_a_civil_servant_prepares_and_the_politician_publishes(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    petra, tove = small_lindvik.signed_in(cast.PETRA), small_lindvik.signed_in(cast.TOVE)
    page = "/staff/proposals/1"
    assert 'action="/staff/proposals/1/answer"' not in tove.get(page).get_data(as_text=True)
    assert tove.post(f"{page}/draft", data=sent_answer(reasons="Toves ord")).status_code == 303
    assert "Toves ord" not in small_lindvik.app.test_client().get("/f/1").get_data(as_text=True)
    prepared = petra.get(page).get_data(as_text=True)
    assert _field(prepared) == "Toves ord"
    assert "Tove Berg" in prepared
    petra.post(f"{page}/draft", data=sent_answer(reasons="Petras ord"))
    assert _field(petra.get(page).get_data(as_text=True)) == "Petras ord"
    chosen = f"{page}?from={small_lindvik.id_of(cast.TOVE)}"
    assert _field(petra.get(chosen).get_data(as_text=True)) == "Toves ord"
    sent = sent_answer(reasons="Petras ord")
    petra.post(f"{page}/answer", data=sent)
    petra.post(f"{page}/waiting/{sent['id']}/now")
    assert "Petras ord" in small_lindvik.app.test_client().get("/f/1").get_data(as_text=True)


def test_an_answer_taken_back_fills_the_form_again(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    petra = small_lindvik.signed_in(cast.PETRA)
    ends_on = (RECENT + dt.timedelta(days=90)).date().isoformat()
    sent = sent_answer(verdict="trial", basis="wish", question="Kommer någon?", ends_on=ends_on, decided_on="")
    petra.post("/staff/proposals/1/answer", data=sent)
    petra.post(f"/staff/proposals/1/waiting/{sent['id']}/take-back")
    again = petra.get("/staff/proposals/1").get_data(as_text=True)
    assert _field(again) == sent["reasons"]
    assert 'value="Kommer någon?"' in again
    assert f'value="{ends_on}"' in again
    assert re.search(r'<option value="trial" selected>', again)
    assert sent["id"] not in again, "a new form has a new id: it can be published again"


def test_checking_tells_of_hard_words_and_a_refused_form_is_checked_too(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    petra = small_lindvik.signed_in(cast.PETRA)
    petra.post("/staff/proposals/1/draft", data={"reasons": OFFICE})
    shown = petra.get("/staff/proposals/1").get_data(as_text=True)
    assert "<mark>verkställa</mark>" in shown
    assert 'class="level hard"' in shown
    refused = petra.post("/staff/proposals/1/answer", data=sent_answer(reasons=EASY, paragraph=""))
    assert refused.status_code == 422
    assert 'class="level very_easy"' in refused.get_data(as_text=True)


@pytest.mark.parametrize(
    "said",
    [{}, {"reasons": HTML}, {"verdict": "maybe", "basis": "gut", "decided_on": "x"}, {"reasons": LONG_WORD},
     {"verdict": "duplicate", "duplicate_of": "²"}],
)  # fmt: skip
def test_anything_may_stand_in_a_draft(small_lindvik: Town, said: dict[str, str]) -> None:
    small_lindvik.made(now=RECENT)
    petra = small_lindvik.signed_in(cast.PETRA)
    assert petra.post("/staff/proposals/1/draft", data=said).status_code == 303
    shown = petra.get("/staff/proposals/1")
    assert shown.status_code == 200
    assert "<script>alert" not in shown.get_data(as_text=True)


def test_a_draft_that_is_too_long_is_refused(small_lindvik: Town) -> None:
    small_lindvik.made(now=RECENT)
    petra = small_lindvik.signed_in(cast.PETRA)
    assert petra.post("/staff/proposals/1/draft", data={"reasons": "x" * 4001}).status_code == 422
