"""The public map asks nobody else for anything, unless the municipality set its own tile service."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from participation import config
from participation.config import ROOT, SettingError
from participation.web.headers import POLICY
from tests.cast import staff_of
from tests.conftest import environ_for, running
from tests.reading import Browser, said
from tests.walks.test_publishing import published
from tests.walks.walking import Walk, walk_of

TILES = "https://kartor.lindvik.example:8443/bas/{z}/{x}/{y}.png"


def elsewhere(page: str) -> list[str]:
    """Addresses of other sites that a page would fetch."""
    return [found for found in re.findall(r'(?:src|href|data-tiles)="((?:https?:)?//[^"]*)"', page)]


def test_without_a_tile_service_nothing_comes_from_elsewhere(walk: Walk) -> None:
    published(walk)
    answer = Browser(walk.app).get("/places")
    assert elsewhere(answer.text) == []
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", (ROOT / "static/js/zoom.js").read_text())
    assert "Nothing on these pages comes from other companies" in said(Browser(walk.app).get("/privacy").text)


def test_a_tile_service_is_named_in_the_policy_on_the_map_and_on_the_privacy_page(
    tmp_path: Path, sqlite_template: Path, compiled_templates: Path
) -> None:
    (tmp_path / sqlite_template.name).write_bytes(sqlite_template.read_bytes())
    settings = {"MAP_TILES": TILES, "MAP_TILES_ATTRIBUTION": "© Lindviks kommun"}
    with running({**environ_for(tmp_path), **settings}, compiled_templates) as app:
        staff_of(app)
        published(walk_of(app))
        answer = Browser(app).get("/places")
        assert elsewhere(answer.text) == [TILES]
        assert "© Lindviks kommun" in answer.text
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy["img-src"] == "'self' data: blob: https://kartor.lindvik.example:8443"
        assert policy["connect-src"] == "'self'"
        privacy = said(Browser(app).get("/privacy").text)
        assert "kartor.lindvik.example:8443" in privacy
        assert "other companies" not in privacy


@pytest.mark.parametrize(
    "wrong",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
        "https://{s}.tiles.example/{z}/{x}/{y}.png",
        "https://tiles.example; script-src *//{z}/{x}/{y}.png",
        "https://a@tiles.example/{z}/{x}/{y}.png",
        "tiles",
    ],
)
def test_an_address_that_is_no_tile_service_stops_the_start(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SettingError, match="MAP_TILES"):
        config.load({**environ_for(tmp_path), "MAP_TILES": wrong, "MAP_TILES_ATTRIBUTION": "X"})
    with pytest.raises(SettingError, match="MAP_TILES_ATTRIBUTION"):
        config.load({**environ_for(tmp_path), "MAP_TILES": TILES})


def test_the_phones_own_map_asks_no_tile_service(app: Flask) -> None:
    assert "zoom.js" not in (ROOT / "templates/walks/walk.html").read_text()
    assert "zoom=true" not in (ROOT / "templates/walks/walk.html").read_text()
