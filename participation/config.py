"""Settings: all of them, read from the environment, checked at start. `flask settings` prints this table."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names it and says what it takes."""


def _text(value: str) -> str:
    return value.strip()


def _whole(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("must not be negative")
    return number


def _zone(value: str) -> str:
    ZoneInfo(value)
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("must be an address such as https://traden.example")
    return value.rstrip("/")


def _tiles(value: str) -> str:
    parts = urlsplit(value)
    plain = parts.scheme == "https" and re.fullmatch(r"[\w.-]+(:\d+)?", parts.netloc, re.ASCII)
    if value and (
        not plain or re.search(r"[\s\"';,]", value) or any(value.count(f"{{{name}}}") != 1 for name in "zxy")
    ):
        raise ValueError("must be an address such as https://tiles.lindvik.example/{z}/{x}/{y}.png")
    return value


def _language(value: str) -> str:
    if value not in {"sv", "en"}:
        raise ValueError("must be sv or en")
    return value


def _synchronous(value: str) -> str:
    if value not in {"FULL", "NORMAL"}:
        raise ValueError("must be FULL or NORMAL")
    return value


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over. `security` is `tls`, `starttls`, or `none` for this machine's own server."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str


def _mail_server(value: str) -> MailServer | None:
    """A mail server's address; what is wrong with it is said without repeating it, for it holds a password."""
    if not value.strip():
        return None
    try:
        parts = urlsplit(value.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in {"smtp", "smtps"} or parts.path.strip("/") or parts.query:
        raise ValueError("must be an address such as smtp://user:password@mail.example:587 or smtps://mail.example")
    here = host in {"localhost", "127.0.0.1", "::1"}
    security = "tls" if parts.scheme == "smtps" else "none" if here else "starttls"
    usual = {"tls": 465, "starttls": 587, "none": 25}[security]
    return MailServer(host, port or usual, unquote(parts.username or ""), unquote(parts.password or ""), security)


def _mailbox(value: str) -> str:
    if value and not re.fullmatch(r"[^\s<>@,;]+@[^\s<>@,;]+|[^<>@,;\r\n]+ <[^\s<>@,;]+@[^\s<>@,;]+>", value):
        raise ValueError("must be an address such as Tråden <traden@lindvik.example>")
    return value


def _hosts(value: str) -> tuple[str, ...]:
    names = tuple(value.lower().split())
    if any(not re.fullmatch(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?", name) for name in names):
        raise ValueError("must be names such as push.example or *.push.example, with spaces between")
    return names


@dataclass(frozen=True, slots=True)
class Holiday:
    """A school holiday: its name as people say it, its first and its last day."""

    name: str
    first: dt.date
    last: dt.date


def _holidays(value: str) -> tuple[Holiday, ...]:
    if not value.strip():
        return ()
    try:
        told = tomllib.loads(Path(value).read_text(encoding="utf-8"))
        found = [Holiday(str(one["name"]), one["first"], one["last"]) for one in told["holiday"]]
        in_order = all(type(one.first) is type(one.last) is dt.date and one.first <= one.last for one in found)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as problem:
        raise ValueError("must be a file with [[holiday]] tables of name, first and last") from problem
    if not in_order:
        raise ValueError("each holiday needs a first day that is not after its last, such as 2027-06-12")
    return tuple(sorted(found, key=lambda one: one.first))


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, what it is when nobody set it, how it is read, what it means."""

    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str


SETTINGS = (
    Setting(
        "PUBLIC_URL",
        "",
        _address,
        "The address people use; governs QR codes, posters and Secure cookies. Empty: the address of each request.",
    ),
    Setting("DATABASE_URL", "", _text, "`postgresql://…` for PostgreSQL. Empty: SQLite in `INSTANCE_DIR`."),
    Setting(
        "INSTANCE_DIR", "", _text, "Where secrets, database and pictures live. Empty: `instance/` in the checkout."
    ),
    Setting("MEDIA_DIR", "", _text, "Where uploaded pictures are kept. Empty: `media/` in `INSTANCE_DIR`."),
    Setting("MUNICIPALITY", "Lindvik", _text, "The municipality's name, shown beside the product's."),
    Setting(
        "CONTROLLER",
        "Kultur- och fritidsnämnden",
        _text,
        "The board that is controller of personal data, named on the privacy page.",
    ),
    Setting("CONTACT_EMAIL", "ungdom@lindvik.example", _text, "Where readers write about privacy and accessibility."),
    Setting("SOCIAL_EMERGENCY", "", _text, "The social emergency line, shown with 112 and BRIS where help is offered."),
    Setting(
        "MAIL_SERVER",
        "",
        _mail_server,
        "`smtp://user:password@host:587` (always encrypted, but on this machine) or `smtps://…`, special characters "
        "as `%xx`. Empty: letters are written as files into `mail/` in `INSTANCE_DIR`.",
    ),
    Setting("MAIL_FROM", "", _mailbox, "Who letters come from. Empty: `Tråden` and `CONTACT_EMAIL`."),
    Setting(
        "PUSH_HOSTS",
        "fcm.googleapis.com updates.push.services.mozilla.com *.notify.windows.com web.push.apple.com",
        _hosts,
        "The push services of browser makers that notices may be handed to; `*.` stands for every name below.",
    ),
    Setting(
        "MAP_TILES",
        "",
        _tiles,
        "The municipality's own tile service, `https://…/{z}/{x}/{y}.png`, under organisers' and public maps. Empty: "
        "the town's own map alone, and no request to anybody else.",
    ),
    Setting("MAP_TILES_ATTRIBUTION", "", _text, "Whose tiles these are, shown with them and on the privacy page."),
    Setting("DEFAULT_LANGUAGE", "sv", _language, "The language when the reader's own is not guessed: sv or en."),
    Setting("TIMEZONE", "Europe/Stockholm", _zone, "The zone that times are shown in and dates are kept in."),
    Setting(
        "REPLY_DAYS", "21", _whole, "Days until a proposal's reply is promised, unless the organiser says otherwise."
    ),
    Setting(
        "DECISION_DAYS",
        "90",
        _whole,
        "Days until a proposal's decision is promised, unless the organiser says otherwise.",
    ),
    Setting(
        "SCHOOL_HOLIDAYS",
        "",
        _holidays,
        "A TOML file of `[[holiday]]` tables with `name`, `first` and `last`, told beside the days on which something "
        "is promised. Empty: none are told.",
    ),
    Setting("TAKE_BACK_MINUTES", "10", _whole, "Minutes in which a published answer can be taken back."),
    Setting(
        "TRUSTED_PROXIES",
        "0",
        _whole,
        "How many reverse proxies stand in front; forwarded headers are believed from so many.",
    ),
    Setting("SQLITE_SYNCHRONOUS", "FULL", _synchronous, "FULL survives a power cut, NORMAL only a killed process."),
    Setting("WORKERS", "1", _whole, "Server processes; SQLite takes one, PostgreSQL as many as there are cores."),
    Setting("MAX_BODY_MB", "12", _whole, "The largest request body that is read, in megabytes."),
)


def load(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read every setting and the installation's secrets.

    Returns the mapping for `app.config`. Raises `SettingError` when a value cannot be used.
    """
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        try:
            values[setting.name] = setting.read(source.get(setting.name, "") or setting.default)
        except (ValueError, KeyError) as problem:
            raise SettingError(f"{setting.name}: {problem}") from problem
    if values["MAIL_SERVER"] and not values["PUBLIC_URL"]:
        raise SettingError("PUBLIC_URL: must be set where letters are sent, because they lead there")
    if values["MAP_TILES"] and not values["MAP_TILES_ATTRIBUTION"]:
        raise SettingError("MAP_TILES_ATTRIBUTION: must be set where MAP_TILES is, because whose they are is shown")
    instance = Path(values["INSTANCE_DIR"] or ROOT / "instance").resolve()
    instance.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError):
        instance.chmod(instance.stat().st_mode & ~0o007)  # ballots of an open vote lie in here
    values["INSTANCE_DIR"] = str(instance)
    values["MEDIA_DIR"] = values["MEDIA_DIR"] or str(instance / "media")
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{instance / 'traden.sqlite'}"
    values["SECRET_KEY"] = _secret_key(instance)
    return values


def _secret_key(instance: Path) -> str:
    """The installation's key: made at the first start, readable by its owner alone, never a default."""
    path = instance / "secrets.json"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return str(json.loads(path.read_text())["SECRET_KEY"])
    with os.fdopen(handle, "w") as file:
        json.dump({"SECRET_KEY": (key := secrets.token_urlsafe(48))}, file)
    return key
