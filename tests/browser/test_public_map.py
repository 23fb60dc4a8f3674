"""The public map: nearer by buttons, keys, wheel and fingers; still without JavaScript; nothing from elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from participation import clock, create_app, tokens
from participation.db import db
from participation.demo import cast
from participation.demo.cast import ASTRID
from participation.people import actions as people
from participation.walks.maps import actions as maps
from participation.walks.maps import drawing
from participation.walks.open311 import actions as open311
from participation.walks.open311.rules import Report
from participation.walks.publishing import actions, queries
from tests.browser.conftest import OpenContext, Server, axe, serving, traffic
from tests.conftest import environ_for

SPOTS = ((60.1710, 24.9410, -2, "Mörkt här"), (60.1725, 24.9450, 3, "Fint och ljust"))


def fill() -> None:
    """Two public places that another system sent and somebody approved, on the demonstration's map."""
    maps.keep_map(drawing.read(cast.HELSINKI.read_text(encoding="utf-8")), clock.now())
    by = people.create_staff(email=f"{tokens.new_id()}@lindvik.example", name="Ada", role=ASTRID.role, now=clock.now())
    open311.make_key("Felanmälan", once="map", by_id=by, now=clock.now())
    key_id = tokens.id_of("open311 key", by, "map")
    for lat, lon, feeling, text in SPOTS:
        open311.take_in(Report("light", feeling, "dark", text, "Järnvägstorget", lon, lat), key_id, clock.now())
    for place in queries.waiting():
        actions.approve(place.id, by_id=by, now=clock.now())
    db.session.remove()


@pytest.fixture(scope="module")
def places(server: Server) -> Server:
    with server.app.app_context():
        fill()
    return server


def wide(page: Page) -> float:
    """How many metres of the town the map shows."""
    return float(str(page.locator(".zooms svg").get_attribute("viewBox")).split()[2])


@pytest.mark.parametrize("screen", ["phone", "dark", "laptop"])
def test_the_map_comes_nearer_by_buttons_keys_wheel_and_drag(
    places: Server, open_context: OpenContext, screen: str
) -> None:
    page = open_context(screen, locale="en-GB").new_page()
    page.goto("/places")
    svg = page.locator(".zooms svg")
    whole = wide(page)
    expect(page.get_by_role("button", name="Farther")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Nearer").click()
    near = wide(page)
    assert near < whole
    svg.focus()
    page.keyboard.press("+")
    assert wide(page) < near
    before = svg.get_attribute("viewBox")
    page.keyboard.press("ArrowRight")
    assert svg.get_attribute("viewBox") != before
    page.keyboard.press("0")
    assert wide(page) == whole
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_map_follows_the_mouse(places: Server, open_context: OpenContext) -> None:
    page = open_context("laptop", locale="en-GB").new_page()
    page.goto("/places")
    svg = page.locator(".zooms svg")
    page.get_by_role("button", name="Nearer").click()
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + min(box["height"], 300) / 2
    before = svg.get_attribute("viewBox")
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 60, middle[1] - 30, steps=4)
    page.mouse.up()
    assert svg.get_attribute("viewBox") != before
    near = wide(page)
    page.mouse.wheel(0, 200)
    page.wait_for_function("near => document.querySelector('.zooms svg').viewBox.baseVal.width > near", arg=near)


def test_two_fingers_bring_the_map_nearer_under_them(places: Server, open_context: OpenContext) -> None:
    page = open_context("phone").new_page()
    page.goto("/places")
    whole = wide(page)
    svg = page.locator(".zooms svg")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box is not None
    x, y = box["x"] + 100, box["y"] + 100
    session = page.context.new_cdp_session(page)

    def touch(kind: str, apart: float) -> None:
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}] if apart else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 20)
    for apart in (30, 45, 60):
        touch("touchMove", apart)
    touch("touchEnd", 0)
    page.wait_for_function("whole => document.querySelector('.zooms svg').viewBox.baseVal.width < whole", arg=whole)


def test_the_map_stands_still_without_javascript_and_the_list_says_the_same(
    places: Server, open_context: OpenContext
) -> None:
    page = open_context("phone", java_script_enabled=False).new_page()
    page.goto("/places")
    assert page.locator(".zoom").count() == 0
    assert page.locator(".spot").count() >= len(SPOTS)
    for *_where, text in SPOTS:
        expect(page.get_by_text(text).first).to_be_visible()


def test_the_map_asks_nobody_else(places: Server, open_context: OpenContext) -> None:
    page = open_context("laptop").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with traffic(page) as seen:
        page.goto("/places")
        page.locator(".zoom [name=in]").click()
        page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(places.url)] == []
    assert seen.bytes < 60_000


def test_the_municipalitys_own_tiles_lie_under_the_spots(
    browser: Browser, tmp_path: Path, sqlite_template: Path
) -> None:
    shutil.copyfile(sqlite_template, tmp_path / sqlite_template.name)
    tiles = {"MAP_TILES": "https://kartor.lindvik.example/{z}/{x}/{y}.png", "MAP_TILES_ATTRIBUTION": "© Lindvik"}
    environ = {**environ_for(tmp_path), **tiles}
    app = create_app(environ)
    with app.app_context():
        fill()
        db.engine.dispose()
    asked: list[str] = []
    with serving(environ, tmp_path / "server.log") as (url, _process):
        page = browser.new_page()
        page.route("https://kartor.lindvik.example/**", lambda route: (asked.append(route.request.url), route.abort()))
        page.goto(f"{url}/places")
        page.wait_for_function("document.querySelectorAll('.zooms image').length > 0")
        corners = page.evaluate(
            "() => [...document.querySelectorAll('.zooms image')].map((tile) => tile.getBBox()).map((box) =>"
            " [box.x, box.y, box.x + box.width, box.y + box.height])"
        )
        assert asked
        assert all("{" not in tile for tile in asked)
        assert min(box[0] for box in corners) <= 0
        assert min(box[1] for box in corners) <= 0
        page.close()
