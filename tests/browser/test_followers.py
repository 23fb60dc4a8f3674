"""Somebody without an account follows a proposal and is told by each way: letter, notice, calendar, feed."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from participation import clock, create_app, demo, tokens
from participation.config import ROOT
from participation.db import db
from participation.demo import cast
from participation.jobs.models import Job
from participation.people.models import Staff
from participation.proposals.answering import actions as answering
from participation.proposals.answering.actions import Draft
from participation.proposals.following import rules
from participation.proposals.following.channels import actions as channels
from participation.proposals.following.rules import Channel
from participation.proposals.following.telling import actions as telling
from participation.proposals.ledger import queries as ledger
from participation.proposals.models import Proposal
from participation.proposals.rules import Kind
from tests.browser.conftest import SCREENS, Server, axe, serving, traffic
from tests.conftest import environ_for
from tests.proposals.following.conftest import work_until
from tests.push.conftest import PushService, running_push_service

ONE_MINUTE = dt.timedelta(minutes=1)
NUMBER = 5
"""A proposal of the demonstration town that work goes on with."""

STUB = """
const given = %s;
const subscription = { endpoint: given.endpoint, toJSON: () => given };
PushManager.prototype.subscribe = async function (options) {
  const key = btoa(String.fromCharCode(...options.applicationServerKey));
  localStorage.setItem("asked with", JSON.stringify([options.userVisibleOnly, key]));
  return subscription;
};
PushManager.prototype.getSubscription = async () => localStorage.getItem("asked with") ? subscription : null;
"""
WORKER = """(notice) => {
  const shown = [], opened = [];
  globalThis.skipWaiting = () => {};
  globalThis.registration = { showNotification: (title, options) => shown.push({ title, data: options.data }) };
  globalThis.clients = { openWindow: (page) => opened.push(String(page)) };
  %s
  const happens = (type, values) => dispatchEvent(Object.assign(new Event(type), { waitUntil() {} }, values));
  happens("push", { data: { json: () => notice } });
  happens("notificationclick", { notification: { data: shown[0].data, close() {} } });
  happens("notificationclick", { notification: { data: "https://elsewhere.example/", close() {} } });
  return [shown, opened];
}"""


@pytest.fixture(scope="module")
def push_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    """Where notices go: this machine."""
    with running_push_service(tmp_path_factory.mktemp("push")) as made:
        yield made


@pytest.fixture(scope="module")
def town(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, push_service: PushService
) -> Iterator[Server]:
    """The demonstration town on a server of its own, whose process turned everything on."""
    folder = tmp_path_factory.mktemp("followers")
    shutil.copyfile(sqlite_template, folder / sqlite_template.name)
    environ = environ_for(folder) | {"PUSH_HOSTS": push_service.host}
    app = create_app(environ)
    with app.app_context():
        demo.seed()
        omar = db.session.scalars(select(Staff.id).where(Staff.email == cast.OMAR.email)).one()
        process_id = db.session.get_one(Proposal, NUMBER).process_id
        for channel in (Channel.MAIL, Channel.PUSH):
            channels.turn_on(process_id, channel, by_id=omar, now=clock.now())
        db.session.remove()
    with serving(environ, folder / "server.log") as (url, process):
        app.config["PUBLIC_URL"] = url
        yield Server(url, environ, app, process)
    with app.app_context():
        db.engine.dispose()


def _phone(browser: Browser, town: Server, **options: object) -> BrowserContext:
    context = browser.new_context(base_url=town.url, locale="en-GB", **SCREENS["phone"], **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return context


def _press(page: Page, button: str) -> None:
    """Press it, and see the page that comes."""
    with page.expect_navigation():
        page.locator(button).click()


def _tell_of_something(town: Server, words: str) -> None:
    """Tove tells of the work, and time goes by until followers hear of it."""
    with town.app.app_context():
        tove = db.session.scalars(select(Staff.id).where(Staff.email == cast.TOVE.email)).one()
        draft = Draft(Kind.CORRECTED, {}, {"words": words}, about=_entry_of())
        now = clock.now()
        answering.publish(NUMBER, tokens.new_id(), draft, by_id=tove, wait=dt.timedelta(0), now=now)
        _work(now, telling.SPREAD)
        _work(now + 2 * rules.TOGETHER, telling.TELL)
        db.session.remove()


def _work(later: dt.datetime, kind: str) -> None:
    """Until nothing of this is left. The server's own worker takes of the same row: whoever takes it, it gets done."""
    waiting, patience = select(Job.id).where(Job.kind == kind, Job.due_at <= later), clock.now() + ONE_MINUTE
    while db.session.scalar(waiting) is not None and clock.now() < patience:
        work_until(later)


def _entry_of() -> int:
    return ledger.chain_of(NUMBER)[0].seq


def _letters(town: Server) -> list[str]:
    paths = sorted((Path(town.environ["INSTANCE_DIR"]) / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime)
    read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
    return [str(one.get_content()) for one in read if one["To"] == "nils@lindvik.example"]  # type: ignore[attr-defined]


def test_by_letters_without_javascript(browser: Browser, town: Server) -> None:
    context = _phone(browser, town, java_script_enabled=False)
    page = context.new_page()
    _ask_for_letters(page, town)
    own = re.search(r"/following/\S{48}", _letters(town)[0])
    assert own
    page.goto(own[0])
    _press(page, "form[action$=confirm] button")
    page.locator("[value=at_once]").check()
    _press(page, "form[action$=rhythm] button")
    _tell_of_something(town, "Lamporna kommer i maj.")
    told = _letters(town)[1]
    assert "Lamporna kommer i maj." in told
    assert f"{town.url}/f/{NUMBER}" in told
    page.goto(re.findall(r"/following/\S{48}", told)[0])
    _press(page, "form[action$=stop] button")
    expect(page.locator("h1")).to_be_visible()
    _tell_of_something(town, "Nu är det klart.")
    assert len(_letters(town)) == 2
    context.close()


def _ask_for_letters(page: Page, town: Server) -> None:
    page.goto(f"/f/{NUMBER}")
    page.locator(".follow a").click()
    expect(page.locator("#push")).to_be_hidden()
    page.locator("details", has=page.locator("[name=email]")).locator("summary").click()
    page.fill("[name=email]", "nils@lindvik.example")
    page.locator("[value=daily]").check()
    page.locator("form[action$='/follow/mail'] button").click()
    page.wait_for_url("**/follow/asked")
    with town.app.app_context():
        _work(clock.now(), "mail")


def test_by_notices_on_the_phone(browser: Browser, town: Server, push_service: PushService) -> None:
    context = _phone(browser, town, permissions=["notifications"])
    taken = push_service.browser
    given = {"endpoint": taken.endpoint, "keys": {"p256dh": taken.p256dh, "auth": taken.auth}}
    context.add_init_script(STUB % json.dumps(given))
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"/follow?proposal={NUMBER}")
    page.locator("#push summary").click()
    page.locator("#push form button").first.click()
    page.wait_for_url("**/following/*")
    assert page.evaluate("localStorage.getItem('asked with')").startswith("[true,")
    _tell_of_something(town, "Lamporna kommer i maj.")
    (notice,) = push_service.opened()
    assert notice["address"] == f"/f/{NUMBER}"
    assert page.evaluate("navigator.serviceWorker.ready.then((one) => one.scope)") == f"{town.url}/following/"
    page.goto("/follow")
    page.locator("#push summary").click()
    page.locator("#push-here button").click()
    page.wait_for_url("**/following/*")
    _press(page, "form[action$=stop] button")
    _tell_of_something(town, "Nu är det klart.")
    assert (len(push_service.taken), troubles) == (1, [])
    context.close()


def test_the_worker_shows_the_notice_and_opens_nothing_but_this_site(browser: Browser, town: Server) -> None:
    """This Chromium has no push service and shows no notifications, so the worker's script is given what it calls."""
    context = _phone(browser, town)
    page = context.new_page()
    page.goto("/healthz")
    worker = (ROOT / "static" / "js" / "push-worker.js").read_text(encoding="utf-8")
    notice = {"title": "Nytt om “Ljus”", "address": f"/f/{NUMBER}"}
    shown, opened = page.evaluate(WORKER % worker, notice)
    assert shown == [{"title": notice["title"], "data": notice["address"]}]
    assert opened == [f"{town.url}/f/{NUMBER}"]
    context.close()


def test_a_browser_that_says_no_is_told_what_else_there_is(browser: Browser, town: Server) -> None:
    context = _phone(browser, town)
    page = context.new_page()
    page.goto(f"/follow?proposal={NUMBER}")
    page.locator("#push summary").click()
    page.locator("#push form button").first.click()
    expect(page.locator("#push-no")).to_be_visible()
    axe(page)
    context.close()


def test_by_a_private_address_in_calendar_and_feed(browser: Browser, town: Server) -> None:
    context = _phone(browser, town)
    page = context.new_page()
    page.goto(f"/follow?proposal={NUMBER}")
    page.locator("summary").last.click()
    page.locator("form[action$=address] button").click()
    page.wait_for_url("**/following/*")
    calendar, feed = page.locator(".copyable").all_inner_texts()
    _tell_of_something(town, "Lamporna kommer i maj.")
    read = feedparser.parse(urllib.request.urlopen(feed).read())
    assert read.bozo is False
    assert read.entries[0].content[0].value == "Lamporna kommer i maj."
    assert Calendar.from_ical(urllib.request.urlopen(calendar).read()).errors == []
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_following_break_no_rule_and_are_light(browser: Browser, town: Server, theme: str) -> None:
    context = _phone(browser, town, color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    with traffic(page) as seen:
        page.goto(f"/follow?proposal={NUMBER}")
        page.wait_for_load_state("networkidle")
    assert seen.bytes < 40_000
    assert len(seen.requests) <= 6
    for summary in page.locator("summary").all():
        summary.click()
    axe(page)
    page.locator("form[action$=address] button").click()
    page.wait_for_url("**/following/*")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for path in ("/follow", "/follow/asked"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
