"""The pages: choosing how, one's own page, the organiser's switch; what is typed wrong, sent twice, or by machines."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from participation.db import db
from participation.demo import cast
from participation.proposals.following import queries
from participation.proposals.following.channels import queries as channels
from participation.proposals.following.models import Follower, Following
from participation.proposals.following.rules import Channel, Subject
from tests.cast import LONG_WORD
from tests.proposals.following.conftest import NILS, follow, private, process_of, turn_on
from tests.proposals.town import Town
from tests.push.conftest import PushService
from tests.reading import Browser, forms_of, refusal_on, said

APPLE = "https://web.push.apple.com/x"


@pytest.fixture
def number(small_lindvik: Town) -> int:
    made = small_lindvik.made()
    turn_on(small_lindvik)
    return made


@pytest.fixture
def nils(small_lindvik: Town, number: int) -> Browser:
    """Somebody without account or script, on the page on which one chooses how to follow."""
    somebody = Browser(small_lindvik.app)
    somebody.get(f"/follow?proposal={number}")
    return somebody


def kept() -> tuple[int, int]:
    db.session.rollback()
    counts = [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (Follower, Following)]
    return counts[0], counts[1]


def test_the_public_pages_lead_there_and_hold_nothing_of_the_reader(small_lindvik: Town, number: int) -> None:
    public = small_lindvik.app.test_client()
    for page, leads in (
        (f"/f/{number}", f"/follow?proposal={number}"),
        ("/f", "/follow"),
        (f"/f?process={process_of(small_lindvik)}", f"/follow?process={process_of(small_lindvik)}"),
        (f"/p/{process_of(small_lindvik)}", f"/follow?process={process_of(small_lindvik)}"),
    ):
        answer = public.get(page)
        assert f'href="{leads}"' in answer.text
        assert "Set-Cookie" not in answer.headers
        assert public.get(leads).status_code == 200


def test_where_nothing_is_turned_on_no_address_can_be_left(small_lindvik: Town) -> None:
    number = small_lindvik.made()
    somebody = Browser(small_lindvik.app)
    page = somebody.get(f"/follow?proposal={number}").text
    assert "email" not in page
    assert "push.js" not in page
    assert "/calendar.ics?proposal=1" in page
    answer = somebody.forge("/follow/mail", proposal=str(number), email=NILS, rhythm="at_once")
    assert (answer.status_code, kept()) == (422, (0, 0))
    assert "turned off" in said(answer.text) or "avstängt" in said(answer.text)


def test_by_mail_without_script(small_lindvik: Town, nils: Browser) -> None:
    nils.send("/follow/mail", email=NILS, rhythm="daily")
    first = said(nils.page)
    assert nils.at == "/follow/asked"
    link = queries.code_of(db.session.scalars(select(Follower.id)).one())
    assert [form.action.rpartition("/")[2] for form in forms_of(nils.get(f"/following/{link}").text)][:2] == [
        "confirm", "stop",
    ]  # fmt: skip
    nils.send("/confirm")
    assert [one.waits for one in queries.followed_by(link[:16])] == [False]
    nils.get("/follow?proposal=1")
    nils.send("/follow/mail", email=NILS.upper(), rhythm="at_once")
    assert said(nils.page) == first, "the second time says the same as the first"
    assert kept() == (1, 1)
    nils.get(f"/following/{link}")
    nils.send("/rhythm", rhythm="at_once")
    assert db.session.scalars(select(Follower.rhythm)).one() == "at_once"
    nils.send("/more", what="all")
    assert kept() == (1, 2)
    nils.send("/less")
    assert kept() == (1, 1)
    nils.send("/less")
    assert kept() == (0, 0)


NO_ADDRESSES = (
    "", "nils", "nils@", "å" * 500, "nils@lindvik.example\r\nBcc: x@y.z", "🛹@å.se", "a@b.example, c@d.example",
    f"{LONG_WORD}@x.example", "ملعب@x.example",
)  # fmt: skip


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_told_and_kept_in_the_form(nils: Browser, address: str) -> None:
    answer = nils.send("/follow/mail", email=address, rhythm="at_once")
    assert answer.status_code == 422
    assert refusal_on(answer)
    assert kept() == (0, 0)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/follow/mail", {}), ("/follow/mail", {"proposal": "99", "email": NILS, "rhythm": "daily"}),
        ("/follow/mail", {"proposal": "1", "email": NILS, "rhythm": "hourly"}),
        ("/follow/mail", {"department": "\0", "email": NILS, "rhythm": "daily"}),
        ("/follow/push", {"proposal": "1"}), ("/follow/here", {}), ("/follow/address", {"proposal": "1"}),
        ("/follow/address", {"proposal": "1", "once": LONG_WORD}),
        ("/follow/push", {"proposal": "1", "endpoint": "http://127.0.0.1/x", "p256dh": "x", "auth": "x"}),
        ("/follow/push", {"proposal": "1", "endpoint": APPLE, "p256dh": "å", "auth": "x"}),
        ("/follow/push", {"proposal": "1", "endpoint": APPLE, "p256dh": "", "auth": LONG_WORD}),
    ],
)  # fmt: skip
def test_broken_forms_are_refused_in_words(nils: Browser, path: str, typed: dict[str, str]) -> None:
    answer = nils.forge(path, **typed)
    assert answer.status_code in {404, 422}
    assert len(said(answer.text)) > 50
    assert kept() == (0, 0)


def test_a_private_address_is_made_once_and_shows_what_to_copy(nils: Browser) -> None:
    form = next(form for form in forms_of(nils.page) if form.action == "/follow/address")
    pages = {nils.post(form.action, **form.values).request.path for _twice in range(2)}
    assert (len(pages), kept()) == (1, (1, 1))
    assert f"http://localhost{pages.pop()}/calendar.ics" in nils.page


def test_a_device_follows_and_finds_its_own_page_again(
    small_lindvik: Town, nils: Browser, push_service: PushService
) -> None:
    small_lindvik.app.config["PUSH_HOSTS"] = (push_service.host,)
    keys = {"endpoint": push_service.browser.endpoint, "p256dh": push_service.browser.p256dh}
    sent = nils.send("/follow/push", **keys, auth=push_service.browser.auth)
    own = sent.request.path
    assert own.startswith("/following/")
    nils.get("/follow")
    assert nils.send("/follow/here", endpoint=keys["endpoint"]).request.path == own
    assert nils.send("/stop").status_code == 200
    assert kept() == (0, 0)
    nils.get("/follow")
    assert nils.send("/follow/here", endpoint=keys["endpoint"]).status_code == 404
    assert push_service.taken == [], "nobody is called but to tell news"


def test_a_mail_reader_stops_by_one_request_without_cookie_or_token(small_lindvik: Town, number: int) -> None:
    link = queries.code_of(follow(Subject(number)))
    machine = small_lindvik.app.test_client()
    shown = machine.get(f"/following/{link}/stop", follow_redirects=True)
    assert (shown.status_code, kept()) == (200, (1, 1)), "looking stops nothing: mail scanners look at every link"
    for _twice in range(2):
        answer = machine.post(f"/following/{link}/stop", data={"List-Unsubscribe": "One-Click"}, forged=True)
        assert answer.status_code == 200
        assert kept() == (0, 0)


def test_looking_confirms_nothing_either(small_lindvik: Town, nils: Browser) -> None:
    nils.send("/follow/mail", email=NILS, rhythm="daily")
    link = queries.code_of(db.session.scalars(select(Follower.id)).one())
    nils.get(f"/following/{link}")
    nils.client.head(f"/following/{link}")
    assert [one.waits for one in queries.followed_by(link[:16])] == [True]


def test_an_own_page_is_kept_by_no_cache_and_names_no_address(small_lindvik: Town, number: int) -> None:
    link = queries.code_of(follow(Subject(number)))
    answer = small_lindvik.app.test_client().get(f"/following/{link}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert NILS not in answer.text


def test_a_link_that_leads_nowhere_says_so(small_lindvik: Town, number: int) -> None:
    public = Browser(small_lindvik.app)
    assert public.get(f"/following/{'x' * 48}").status_code == 404
    assert public.forge(f"/following/{private(Subject(number))[:-1]}_/more", what="all").status_code == 404


@pytest.mark.parametrize("what", ["", "all", "proposal:1", "process:none", "department:\0", LONG_WORD, "process:"])
def test_more_is_one_of_those_that_the_page_offers(small_lindvik: Town, number: int, what: str) -> None:
    answer = Browser(small_lindvik.app).forge(f"/following/{private(Subject(number))}/more", what=what)
    assert answer.status_code == (303 if what == "all" else 422)


def test_many_from_one_address_are_slowed_down(nils: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    from participation.proposals.following import routes
    from participation.web.throttle import Limit

    monkeypatch.setattr(routes, "PER_ADDRESS", Limit(2, 10_000_000))
    answers = [
        nils.forge("/follow/mail", email=f"n{place}@x.example", rhythm="daily").status_code for place in range(3)
    ]
    assert answers == [303, 303, 429]


# The organiser's switch


def test_the_organiser_turns_channels_on_and_off(small_lindvik: Town) -> None:
    small_lindvik.made()
    page = f"/staff/processes/{process_of(small_lindvik)}/following"
    omar = small_lindvik.signed_in(cast.OMAR)
    assert re.findall(r'name="turn" value="(\w+)"', omar.get(page).text) == ["on", "on"]
    assert page in omar.get(f"/staff/processes/{process_of(small_lindvik)}").text
    assert omar.post(page, data={"channel": "mail", "turn": "on"}).status_code == 303
    assert channels.anywhere() == {Channel.MAIL}
    assert re.findall(r'name="turn" value="(\w+)"', omar.get(page).text) == ["off", "on"]
    for typed in ({"channel": "fax", "turn": "on"}, {"channel": "address", "turn": "on"}, {"channel": "mail"}, {}):
        assert omar.post(page, data=typed).status_code == 422
    assert omar.post(page, data={"channel": "mail", "turn": "off"}).status_code == 303
    assert channels.anywhere() == set()


def test_the_privacy_page_tells_of_what_is_on_and_of_nothing_else(small_lindvik: Town) -> None:
    small_lindvik.made()
    public = small_lindvik.app.test_client()
    assert "googleapis" not in public.get("/privacy").text
    turn_on(small_lindvik, Channel.PUSH)
    shown = public.get("/privacy").text
    for host in small_lindvik.app.config["PUSH_HOSTS"]:
        assert host in shown
