"""School holidays from a file: told where a day is chosen and where it is shown; none by default."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from participation import clock, config
from participation.config import Holiday, SettingError
from participation.demo import cast
from tests.proposals.town import Town

GOOD = """
[[holiday]]
name = "Sommarlov"
first = 2027-06-12
last = 2027-08-17

[[holiday]]
name = "Sportlov"
first = 2027-02-22
last = 2027-02-28
"""


def _read(tmp_path: Path, text: str) -> tuple[Holiday, ...]:
    (tmp_path / "holidays.toml").write_text(text, encoding="utf-8")
    environ = {"INSTANCE_DIR": str(tmp_path), "SCHOOL_HOLIDAYS": str(tmp_path / "holidays.toml")}
    found: tuple[Holiday, ...] = config.load(environ)["SCHOOL_HOLIDAYS"]
    return found


def test_the_file_is_read_in_order_and_none_is_the_default(tmp_path: Path) -> None:
    assert [one.name for one in _read(tmp_path, GOOD)] == ["Sportlov", "Sommarlov"]
    assert config.load({"INSTANCE_DIR": str(tmp_path)})["SCHOOL_HOLIDAYS"] == ()


@pytest.mark.parametrize(
    "text",
    ["x", '[[holiday]]\nname = "x"', '[[holiday]]\nname = "x"\nfirst = 2027-06-12\nlast = 2027-06-01',
     '[[holiday]]\nname = "x"\nfirst = "2027-06-12"\nlast = "2027-08-01"', "holiday = 3"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_said_at_start(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingError, match="SCHOOL_HOLIDAYS"):
        _read(tmp_path, text)
    with pytest.raises(SettingError):
        config.load({"INSTANCE_DIR": str(tmp_path), "SCHOOL_HOLIDAYS": str(tmp_path / "missing.toml")})


def test_a_reply_promised_in_a_holiday_says_so_to_everybody(small_lindvik: Town) -> None:
    now = clock.now()
    due = now.date() + dt.timedelta(days=21)
    small_lindvik.made(now=now)
    app, public = small_lindvik.app, small_lindvik.app.test_client()
    assert 'class="off"' not in public.get("/f/1").get_data(as_text=True)
    app.config["SCHOOL_HOLIDAYS"] = (Holiday("Höstlov <x>", due, due + dt.timedelta(days=5)),)
    assert 'class="off">Höstlov &lt;x&gt;<' in public.get("/f/1").get_data(as_text=True)
    making = small_lindvik.signed_in(cast.OMAR).get(f"/staff/events/{small_lindvik.event_id}/proposal")
    assert "Höstlov &lt;x&gt;" in making.get_data(as_text=True)
