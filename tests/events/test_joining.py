"""Two taps and in; shared devices, slips, the way back: as phones meet them."""

from __future__ import annotations

import re
import threading

import pytest
from sqlalchemy import func, select

from participation import db, tokens
from participation.events.participants import actions, pseudonyms, queries
from participation.events.participants.models import Participant, Slip
from tests.cast import Browser, Evening, form_to, forms_of, refusal_of, refusal_on, said


def joined(evening: Evening) -> int:
    db.db.session.rollback()
    wanted = select(func.count()).select_from(Participant).where(Participant.event_id == evening.event_id)
    return db.db.session.scalar(wanted) or 0


# Joining, as actions


def test_one_button_is_one_participant_however_often_it_is_pressed(evening: Evening) -> None:
    first = actions.join(evening.event_id, "one button")
    assert actions.join(evening.event_id, "one button") == first
    assert actions.join(evening.event_id, "another button") != first
    assert joined(evening) == 2


def test_a_double_tap_that_reaches_two_workers_is_one_participant(evening: Evening) -> None:
    fates: list[str] = []
    gate = threading.Barrier(6)

    def tap() -> None:
        with evening.app.app_context():
            gate.wait()
            try:
                fates.append(actions.join(evening.event_id, "one button"))
            except Exception as problem:
                fates.append(repr(problem))
            db.db.session.remove()

    threads = [threading.Thread(target=tap) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(fates), len(set(fates)), joined(evening)) == (6, 1, 1)


def test_nothing_is_kept_of_a_device_but_a_hash(evening: Evening) -> None:
    secret = actions.join(evening.event_id, "one button")
    row = db.db.session.scalars(select(Participant)).one()
    kept = {column.name: getattr(row, column.name) for column in Participant.__table__.columns}
    assert set(kept) == {"id", "event_id", "token_hash", "pseudonym", "way_back_hash"}
    assert secret not in kept.values()
    assert len(secret) >= 32


@pytest.mark.parametrize("kind", ["closed", "cancelled"])
def test_nobody_joins_an_event_that_is_over(evening: Evening, kind: str) -> None:
    slip = actions.print_slips(evening.event_id, 1, "sheet")[0][1]
    evening.end(kind)
    assert refusal_of(actions.join, evening.event_id, "one button") == "event_over"
    found = queries.slip(slip)
    assert found is not None
    assert refusal_of(actions.join_with_slip, found, slip) == "event_over"
    assert joined(evening) == 0


def test_a_secret_counts_only_in_its_own_event(evening: Evening) -> None:
    secret = actions.join(evening.event_id, "one button")
    assert queries.by_secret(evening.event_id, secret) is not None
    assert queries.by_secret("another event", secret) is None
    assert queries.by_secret(evening.event_id, "invented") is None


# Slips, as actions


def test_printing_the_same_form_twice_gives_the_same_sheet_and_another_form_goes_on_counting(evening: Evening) -> None:
    sheet = actions.print_slips(evening.event_id, 30, "form one")
    assert actions.print_slips(evening.event_id, 30, "form one") == sheet
    assert [number for number, _code in sheet] == list(range(1, 31))
    longer = actions.print_slips(evening.event_id, 32, "form one")
    assert longer[:30] == sheet
    more = actions.print_slips(evening.event_id, 2, "form two")
    assert [number for number, _code in more] == [33, 34]
    codes = {code for _number, code in [*longer, *more]}
    assert len(codes) == 34
    assert all(len(code) == 8 and set(code) <= set(tokens.CODE_ALPHABET) for code in codes)
    assert queries.slips(evening.event_id) == (34, 0)


def test_codes_are_kept_only_as_keyed_hashes(evening: Evening) -> None:
    code = actions.print_slips(evening.event_id, 1, "sheet")[0][1]
    who = evening.join()
    way_back = actions.make_way_back(who)
    slip = db.db.session.scalars(select(Slip)).one()
    person = db.db.session.get_one(Participant, who)
    assert code not in slip.code_hash
    assert slip.code_hash != tokens.digest("slip", code)
    assert way_back not in str(person.way_back_hash)
    assert queries.slip("unknown") is None
    assert queries.by_way_back("unknown") is None


def test_a_slip_is_one_participant_on_every_device_and_after_the_event(evening: Evening) -> None:
    code = actions.print_slips(evening.event_id, 2, "sheet")[0][1]

    def enter() -> str:
        slip = queries.slip(code)
        assert slip is not None
        return actions.join_with_slip(slip, code)

    first = enter()
    assert enter() == first
    evening.end()
    assert enter() == first
    assert (joined(evening), queries.slips(evening.event_id)) == (1, (2, 1))


def test_two_sheets_printed_at_the_same_moment_share_no_number(evening: Evening) -> None:
    sheets: list[list[tuple[int, str]]] = []
    gate = threading.Barrier(3)

    def print_one(once: str) -> None:
        with evening.app.app_context():
            gate.wait()
            sheets.append(actions.print_slips(evening.event_id, 5, once))
            db.db.session.remove()

    threads = [threading.Thread(target=print_one, args=(once,)) for once in ("a", "b", "a")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = {number for sheet in sheets for number, _code in sheet}
    assert (len(sheets), numbers) == (3, set(range(1, 11)))


def test_a_new_way_back_ends_the_one_before(evening: Evening) -> None:
    who = evening.join()
    first, second = actions.make_way_back(who), actions.make_way_back(who)
    assert queries.by_way_back(first) is None
    found = queries.by_way_back(second)
    assert found is not None
    assert found.id == who
    assert len(second) == 12


# Joining, on phones


def test_two_taps_lead_from_the_code_to_the_step_that_the_room_is_in(small_evening: Evening) -> None:
    alva = Browser(small_evening.app)
    page = alva.get(f"/j/{small_evening.code}")
    assert "We do not ask what you are called." in said(page.text)
    assert [form.action for form in forms_of(page.text) if form.action != "/language"] == [f"/j/{small_evening.code}"]
    answer = alva.send(f"/j/{small_evening.code}")
    assert (answer.status_code, alva.at) == (200, small_evening.path)
    assert "Vad skulle göra det bättre att vara ung här?" in said(answer.text)
    assert joined(small_evening) == 1


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{first}-{last}", "{first} {last}"])
def test_a_code_is_found_however_it_is_typed(small_evening: Evening, typed: str) -> None:
    code = small_evening.code
    text = typed.format(code=code, lower=code.lower(), first=code[:3], last=code[3:].lower())
    alva = Browser(small_evening.app)
    found = alva.get("/j", query_string={"code": text})
    assert (found.status_code, found.location) == (303, f"/j/{code}")


@pytest.mark.parametrize("code", ["XXXXXX", "x" * 300, "<script>", "åäö", "%2e%2e", "0O1IL", "%00"])
def test_an_unknown_code_says_what_codes_look_like_and_keeps_what_was_typed(small_evening: Evening, code: str) -> None:
    answer = Browser(small_evening.app).get(f"/j/{code}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text.partition("</head>")[2]
    if code != "%00":
        assert "We know no such code" in said(answer.text)
    assert Browser(small_evening.app).forge(f"/j/{code}").status_code == 404
    assert Browser(small_evening.app).get("/j?code=").location == "/"


def test_a_double_tap_on_one_form_is_one_participant(small_evening: Evening) -> None:
    alva = Browser(small_evening.app)
    alva.get(f"/j/{small_evening.code}")
    form = form_to(alva.page, f"/j/{small_evening.code}")
    with alva.client.session_transaction():
        pass
    first = alva.client.post(form.action, data=form.values, forged=True)
    kept = alva.cookie(f"t_{small_evening.event_id}")
    alva.client.delete_cookie(f"t_{small_evening.event_id}")  # the second tap was sent before the first was answered
    second = alva.client.post(form.action, data=form.values, forged=True)
    assert first.location == second.location == small_evening.path
    assert alva.cookie(f"t_{small_evening.event_id}") == kept
    assert joined(small_evening) == 1


def test_one_form_pressed_in_two_browsers_is_two_participants(small_evening: Evening) -> None:
    alva, bilal = Browser(small_evening.app), Browser(small_evening.app)
    for somebody in (alva, bilal):
        somebody.get(f"/j/{small_evening.code}")
        somebody.send(f"/j/{small_evening.code}", once="the same")
    assert small_evening.who_is(alva) != small_evening.who_is(bilal)


def test_a_second_tab_is_the_same_participant(small_evening: Evening) -> None:
    alva = Browser(small_evening.app)
    first_tab = alva.get(f"/j/{small_evening.code}").text
    second_tab = alva.get(f"/j/{small_evening.code}").text
    for tab in (first_tab, second_tab):
        alva.page = tab
        alva.send(f"/j/{small_evening.code}")
    assert joined(small_evening) == 1
    again = alva.get(f"/j/{small_evening.code}")
    assert (again.status_code, again.location) == (303, small_evening.path)


def test_the_cookie_of_another_event_opens_nothing_here(small_evening: Evening, others_evening: Evening) -> None:
    alva = others_evening.browser()
    secret = alva.cookie(f"t_{others_evening.event_id}")
    assert secret is not None
    alva.client.set_cookie(f"t_{small_evening.event_id}", secret)
    sent = alva.get(small_evening.path)
    assert (sent.status_code, sent.location) == (303, f"/j/{small_evening.code}")
    refused = alva.forge(f"{small_evening.path}/ideas", text="Hej", step=small_evening.board)
    assert refused.status_code == 403
    assert "You have not joined this event on this device." in said(refused.text)
    assert "Hej" in said(refused.text), "what was typed is not lost"
    assert joined(small_evening) == 0


@pytest.mark.parametrize("invented", ["", "x", "å", "x" * 4000])
def test_an_invented_cookie_is_nobody(small_evening: Evening, invented: str) -> None:
    cleo = Browser(small_evening.app)
    cleo.client.set_cookie(f"t_{small_evening.event_id}", invented)
    assert cleo.get(small_evening.path).status_code == 303
    assert cleo.get("/t").status_code == 200


def test_the_made_up_name_is_shown_only_to_its_owner_and_only_when_asked_for(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    alva.send(f"{small_evening.path}/ideas", text="Mer ljus")
    small_evening.open_others()
    person = db.db.session.get_one(Participant, small_evening.who_is(alva))
    name = pseudonyms.name(person.pseudonym, "en")
    assert name in said(alva.get(f"{small_evening.path}/mine").text)
    assert name not in said(alva.get(small_evening.path).text)
    seen = said(bilal.get(small_evening.path).text)
    assert "Mer ljus" in seen
    assert "a participant" in seen
    assert name not in seen


# Over


@pytest.mark.parametrize("kind", ["closed", "cancelled"])
def test_after_the_event_its_code_leads_to_its_thread(small_evening: Evening, kind: str) -> None:
    alva = small_evening.browser()
    late = Browser(small_evening.app)
    late.get(f"/j/{small_evening.code}")
    small_evening.end(kind)
    sent = Browser(small_evening.app).get(f"/j/{small_evening.code}")
    assert (sent.status_code, sent.location) == (303, f"/p/{small_evening.process_id}#{small_evening.event_id}")
    assert f'id="{small_evening.event_id}"' in late.get(sent.location).text
    late.get(f"/j/{small_evening.code}")
    pressed = late.forge(f"/j/{small_evening.code}", once="late")
    assert (pressed.status_code, pressed.location) == (303, sent.location)
    assert joined(small_evening) == 1
    words = said(alva.get(small_evening.path).text)
    told = "This event was cancelled Lokalen är låst" if kind == "cancelled" else "Thank you for being here"
    assert told in words


def test_the_public_page_gives_nobody_the_way_into_an_event_that_is_going_on(small_evening: Evening) -> None:
    stranger = Browser(small_evening.app)
    public = stranger.get(f"/p/{small_evening.process_id}").text + stranger.get("/").text
    assert "Hur blir kvällen bättre?" in public
    assert small_evening.event_id not in public
    assert small_evening.code not in public


# Handing over


def test_handing_over_wipes_the_device_and_the_next_person_starts_clean(
    small_evening: Evening, others_evening: Evening
) -> None:
    shared = small_evening.browser()
    shared.get(f"/j/{others_evening.code}")
    shared.send(f"/j/{others_evening.code}")
    shared.get(small_evening.path)
    shared.send(f"{small_evening.path}/ideas", text="Alvas hemlighet")
    alva = small_evening.who_is(shared)
    shared.get(f"{small_evening.path}/hand-over")
    form = form_to(shared.page, "/hand-over")
    answer = shared.client.post(form.action, data=form.values, forged=True)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert (answer.status_code, answer.location) == (303, f"/j/{small_evening.code}")
    assert shared.cookie(f"t_{small_evening.event_id}") is None
    assert shared.cookie(f"t_{others_evening.event_id}") is None
    assert shared.get(f"{small_evening.path}/mine").status_code == 303
    shared.get(answer.location)
    shared.send(f"/j/{small_evening.code}")
    assert small_evening.who_is(shared) != alva
    assert "Alvas hemlighet" not in shared.get(f"{small_evening.path}/mine").text
    assert "Alvas hemlighet" not in shared.get(small_evening.path).text


def test_the_old_form_cannot_bring_the_former_person_back(small_evening: Evening) -> None:
    shared = Browser(small_evening.app)
    old = shared.get(f"/j/{small_evening.code}").text
    shared.page = old
    shared.send(f"/j/{small_evening.code}")
    alva = small_evening.who_is(shared)
    typed = shared.get(small_evening.path).text
    shared.get(f"{small_evening.path}/hand-over")
    shared.send("/hand-over")
    shared.page = old  # the back button
    answer = shared.send(f"/j/{small_evening.code}")
    assert answer.status_code == 400
    assert "press the button once more" in refusal_on(answer)
    assert shared.send(f"/j/{small_evening.code}").status_code == 200
    assert small_evening.who_is(shared) != alva
    shared.page = typed
    assert shared.send(f"{small_evening.path}/ideas", text="Som Alva").status_code == 400
    assert joined(small_evening) == 2


def test_handing_over_also_ends_a_way_back(small_evening: Evening) -> None:
    code = actions.make_way_back(small_evening.join())
    shared = Browser(small_evening.app)
    shared.get("/t")
    shared.send("/t", code=code)
    assert shared.at == f"{small_evening.path}/mine"
    shared.get(f"{small_evening.path}/hand-over")
    shared.send("/hand-over")
    assert shared.get(f"{small_evening.path}/mine").status_code == 303


# Slips, on phones


def sheet_of(evening: Evening, count: int = 3) -> list[str]:
    omar = evening.desk()
    omar.get(f"{evening.path}/prepare")
    answer = omar.send("/slips", count=str(count))
    assert answer.status_code == 200
    return re.findall(r'<p class="code">([^<]+)</p>', answer.text)


def test_a_slip_lets_one_in_and_is_the_same_participant_on_another_device(small_evening: Evening) -> None:
    codes = sheet_of(small_evening)
    chromebook, phone = Browser(small_evening.app), Browser(small_evening.app)
    chromebook.get("/t")
    assert chromebook.send("/t", code=codes[0].lower()).status_code == 200
    assert chromebook.at == small_evening.path
    chromebook.send(f"{small_evening.path}/ideas", text="Från klassrummet")
    phone.get("/t")
    phone.send("/t", code=f"http://localhost/t#{codes[0].replace(' ', '')}")
    assert phone.at == small_evening.path
    assert small_evening.who_is(phone) == small_evening.who_is(chromebook)
    assert "Från klassrummet" in said(phone.page)
    assert phone.send(f"{small_evening.path}/ideas", text="Från telefonen").status_code == 200
    other = Browser(small_evening.app)
    other.get("/t")
    other.send("/t", code=codes[1])
    assert small_evening.who_is(other) != small_evening.who_is(phone)
    assert joined(small_evening) == 2


def test_the_same_sheet_comes_when_its_form_is_sent_again(small_evening: Evening) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/prepare")
    form = form_to(omar.page, "/slips")
    pages = [omar.post(form.action, **form.values).text for _tap in range(2)]
    sheets = [re.findall(r'<p class="code">([^<]+)</p>', page) for page in pages]
    assert len(sheets[0]) == 30
    assert sheets[0] == sheets[1]
    assert "30 printed, 0 used" in said(omar.get(f"{small_evening.path}/prepare").text)


@pytest.mark.parametrize("count", ["0", "401", "-1", "många", "", "1e3", "9" * 40])
def test_a_sheet_of_an_impossible_size_is_refused_and_nothing_is_printed(small_evening: Evening, count: str) -> None:
    omar = small_evening.desk()
    omar.get(f"{small_evening.path}/prepare")
    answer = omar.send("/slips", count=count)
    assert answer.status_code == 422
    assert refusal_on(answer)
    assert form_to(answer.text, "/slips").values["count"] == count
    assert queries.slips(small_evening.event_id) == (0, 0)


# The way back


def test_the_way_back_shows_and_withdraws_but_can_neither_give_nor_support_nor_make_another(
    small_evening: Evening,
) -> None:
    alva = small_evening.browser()
    alva.send(f"{small_evening.path}/ideas", text="Mer ljus")
    alva.get(f"{small_evening.path}/mine")
    made = alva.send("/way-back")
    code = re.search(r'class="code big">([^<]+)<', made.text)
    assert code is not None
    assert "localhost/t" in said(made.text)
    home = Browser(small_evening.app)
    home.get("/t")
    assert home.send("/t", code=code[1]).status_code == 200
    assert (home.at, "Mer ljus" in said(home.page)) == (f"{small_evening.path}/mine", True)
    assert "/way-back" not in home.page
    assert home.get(small_evening.path).status_code == 303
    idea = re.search(r"contributions/([^/]+)/withdraw", home.get(f"{small_evening.path}/mine").text)
    assert idea is not None
    contribution = f"{small_evening.path}/contributions/{idea[1]}"
    assert home.forge(f"{contribution}/support", support="1").status_code == 403
    assert home.forge(f"{small_evening.path}/ideas", text="Mer", step=small_evening.board).status_code == 403
    assert home.forge(f"{small_evening.path}/way-back").status_code == 403
    assert home.forge(f"{small_evening.path}/votes/x/ballot", entry="1").status_code == 403
    home.get(f"{small_evening.path}/mine")
    assert "taken back" in said(home.send("/withdraw").text)
    assert "Mer ljus" not in alva.get(small_evening.path).text


def test_a_way_back_opened_on_anothers_device_shows_its_owner_and_gives_no_new_code(small_evening: Evening) -> None:
    alva, bilal = small_evening.browser(), small_evening.browser()
    alva.send(f"{small_evening.path}/ideas", text="Alvas")
    code = actions.make_way_back(small_evening.who_is(alva))
    bilal.get("/t")
    bilal.send("/t", code=code)
    assert "Alvas" in said(bilal.page)
    assert "/way-back" not in bilal.page


@pytest.mark.parametrize("code", ["", "   ", "ABCD EFGH JKMN", "x" * 401, "<script>alert(1)</script>", "🛹"])
def test_a_wrong_code_is_refused_beside_the_form_that_keeps_it(small_evening: Evening, code: str) -> None:
    cleo = Browser(small_evening.app)
    cleo.get("/t")
    answer = cleo.send("/t", code=code)
    assert answer.status_code in {404, 422}
    assert refusal_on(answer)
    assert form_to(answer.text, "/t").values["code"] == code
    assert "<script>alert" not in answer.text


def test_a_device_finds_the_events_that_it_has_joined(small_evening: Evening, others_evening: Evening) -> None:
    alva = small_evening.browser()
    alva.get(f"/j/{others_evening.code}")
    alva.send(f"/j/{others_evening.code}")
    words = said(alva.get("/t").text)
    assert "Hur blir kvällen bättre?" in words
    assert "Planera våren" in words
    assert "On this device" not in said(Browser(small_evening.app).get("/t").text)
