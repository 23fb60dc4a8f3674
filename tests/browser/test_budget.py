"""The page budget: what a phone has to fetch before its owner can take part."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenContext, Traffic, traffic

MOST_BYTES = 40_000
MOST_REQUESTS = 6


def assert_small(seen: Traffic) -> None:
    assert len(seen.requests) <= MOST_REQUESTS, seen.requests
    assert 0 < seen.bytes <= MOST_BYTES, seen.bytes


def joined(page: Page, code: str) -> None:
    page.goto(f"/j/{code}")
    page.locator("main form[method=post] button").first.click()
    page.wait_for_url("**/e/**")


@pytest.mark.budget
def test_the_page_behind_the_code_is_small(phone: Page, open_event: str) -> None:
    with traffic(phone) as seen:
        phone.goto(f"/j/{open_event}")
    assert_small(seen)


@pytest.mark.budget
def test_the_open_step_is_small_for_a_phone_that_has_nothing_kept(open_context: OpenContext, open_event: str) -> None:
    first = open_context("phone")
    page = first.new_page()
    joined(page, open_event)
    again = open_context("phone", storage_state=first.storage_state()).new_page()
    with traffic(again) as seen:
        again.goto(page.url)
    assert_small(seen)
