"""The report and the poster on paper and on phones: nothing is cut off, and the buttons stay on the screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from participation.db import db
from participation.demo import cast
from participation.proposals.models import Proposal
from tests.browser.conftest import OpenContext, Server, axe
from tests.browser.test_pages import sign_in

PAPER = {"width": 703, "height": 1032}
"""A4 within margins of 12 mm, in CSS pixels."""

PAPERS = ("report", "how-it-went")


@pytest.fixture
def held(server: Server, open_event: str) -> str:
    """The demonstration's evening that was held and answered: its id."""
    with server.app.app_context():
        found = db.session.query(Proposal.event_id).filter(Proposal.number == 1).first()
        db.session.remove()
    assert found is not None
    return str(found[0])


def at(open_context: OpenContext, server: Server, screen: str, **options: object) -> Page:
    page = open_context(screen, **options).new_page()
    sign_in(page, server, cast.OMAR)
    return page


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_holds_its_whole_width_and_no_buttons(
    open_context: OpenContext, server: Server, held: str, paper: str
) -> None:
    page = at(open_context, server, "laptop", viewport=PAPER)
    page.goto(f"/e/{held}/{paper}")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]
    expect(page.locator(".no-print").first).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()


def test_the_poster_of_six_answers_is_one_sheet(open_context: OpenContext, server: Server, held: str) -> None:
    page = at(open_context, server, "laptop")
    page.goto(f"/e/{held}/how-it-went")
    expect(page.locator(".how-answers > li")).to_have_count(6)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) == 1


def test_the_poster_puts_a_space_between_its_sentences(open_context: OpenContext, server: Server, held: str) -> None:
    page = at(open_context, server, "laptop")
    page.goto(f"/e/{held}/how-it-went")
    assert re.search(r"\.[A-ZÅÄÖ]", page.locator(".how-answers").inner_text()) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("paper", [*PAPERS, "checklist", "copy", "lead"])
def test_the_papers_break_no_rule_and_fit_a_small_phone(
    open_context: OpenContext, server: Server, held: str, paper: str, theme: str
) -> None:
    page = at(open_context, server, "phone", color_scheme=theme)
    page.goto(f"/e/{held}/{paper}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    axe(page)
