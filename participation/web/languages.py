"""Languages: guessed from the browser, switchable, and complete in Swedish and English at all times.

Templates are written in English; `participation/translations` holds the catalogues. A catalogue is compiled when
it is newer than its compiled form, so that a checkout runs without a build step.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Blueprint, Flask, Response, current_app, g, has_request_context, make_response, redirect, request
from flask_babel import (
    Babel,
    format_date,
    format_datetime,
    format_decimal,
    format_time,
    get_locale,
    to_user_timezone,
)

from participation import clock, tokens
from participation.config import ROOT, Holiday
from participation.web import cookies
from participation.web.access import allow, everyone
from participation.web.csrf import harmless
from participation.web.fragments import own_path

LANGUAGES = {"sv": "Svenska", "en": "English"}
CATALOGUES = ROOT / "participation" / "translations"
COOKIE = "language"

bp = Blueprint("languages", __name__)


def current() -> str:
    """The language of this request or of this rendering, as `sv` or `en`."""
    here = g._get_current_object()  # once: each look through the proxy costs as much as the answer
    if (language := here.get("language")) is None:
        language = here.language = str(get_locale())
    return str(language)


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(str(CATALOGUES), [language])


def _gettext(message: str, **values: object) -> str:
    """A text of a template in the reader's language.

    Flask-Babel's own asks for context, locale and catalogue with every text, which made half of a page's time.
    """
    text = _catalogue(current()).gettext(message)
    return text % values if values else text


def _ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The same where the number decides between two texts; it is `%(num)s` in them."""
    return _catalogue(current()).ngettext(one, many, num) % {"num": num, **values}


def _select() -> str:
    if forced := g.get("language"):
        return str(forced)
    default = str(current_app.config["DEFAULT_LANGUAGE"])
    if not has_request_context():
        return default
    chosen = request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(list(LANGUAGES)) or default


def _compile(catalogue: Path) -> None:
    compiled = catalogue.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
        return
    with catalogue.open("rb") as source:
        messages = read_po(source, locale=catalogue.parent.parent.name)
    partial = compiled.with_suffix(f".{tokens.new_id()}")
    with partial.open("wb") as target:
        write_mo(target, messages)
    partial.replace(compiled)


@bp.post("/language")
@allow(everyone)
@harmless
def switch() -> Response:
    """Remember the chosen language on this device and go back to where the reader was."""
    chosen = request.form.get("language", "")
    answer = make_response(redirect(own_path(request.form.get("to"), "/"), 303))
    if chosen in LANGUAGES:
        cookies.keep(answer, COOKIE, chosen, 2 * 365 * 86400)
    return answer


def _pattern(year: int) -> str:
    return "d MMMM" if year == clock.now().year else "d MMMM y"


def _day(value: dt.date) -> str:
    """A calendar day such as `26 september` or `26 September`, with the year when it is not this one."""
    return format_date(value, _pattern(value.year))


def _month(value: dt.date) -> str:
    """A month with its year, such as `september 2026`."""
    return format_date(value, "LLLL y")


def _when(value: dt.datetime) -> str:
    """A moment such as `26 september 18:00`."""
    return f"{format_datetime(value, _pattern(value.year))} {format_time(value, 'HH:mm')}"


def _school_holiday(day: dt.date) -> str:
    """The school holiday on a day; empty for other days."""
    holidays: tuple[Holiday, ...] = current_app.config["SCHOOL_HOLIDAYS"]
    return next((one.name for one in holidays if one.first <= day <= one.last), "")


def _school_holidays_ahead() -> list[Holiday]:
    """The school holidays of the coming year that are not over, the nearest first."""
    today = clock.local_date(clock.now(), current_app.config["TIMEZONE"])
    holidays: tuple[Holiday, ...] = current_app.config["SCHOOL_HOLIDAYS"]
    return [one for one in holidays if one.last >= today and one.first <= today + dt.timedelta(days=365)]


def _clock_time(value: dt.datetime) -> str:
    """The time of day such as `18:00`."""
    return format_time(value, "HH:mm")


def _for_input(value: dt.datetime) -> str:
    """A moment as a form's field for date and time takes it: local, to the minute."""
    return f"{to_user_timezone(value):%Y-%m-%dT%H:%M}"


def init_app(app: Flask) -> None:
    """Compile catalogues, guess languages, and give templates the formats of the reader's language."""
    for catalogue in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        _compile(catalogue)
    Babel(
        app,
        default_locale=app.config["DEFAULT_LANGUAGE"],
        default_timezone=app.config["TIMEZONE"],
        default_translation_directories=str(CATALOGUES),
        locale_selector=_select,
    )
    app.jinja_env.filters.update(day=_day, month=_month, school_holiday=_school_holiday, when=_when)
    app.jinja_env.filters.update(clock_time=_clock_time, for_input=_for_input, number=format_decimal)
    app.jinja_env.globals.update(languages=LANGUAGES, language=current, _=_gettext, ngettext=_ngettext)
    app.jinja_env.globals.update(school_holidays_ahead=_school_holidays_ahead)
    app.register_blueprint(bp)
