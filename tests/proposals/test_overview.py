"""How it goes with all of it, counted by hand and shown from five on."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from participation.db import db
from participation.demo import cast
from participation.jobs.models import Job
from participation.proposals.answering.actions import Draft
from participation.proposals.overview import actions, queries, rules
from participation.proposals.overview.rules import Asked, Promised
from participation.proposals.rules import Kind
from tests.conftest import count_queries
from tests.proposals.town import NOW, TODAY, Town, finished, promised, wish, yes

DAY = dt.timedelta(days=1)


def test_in_time_late_and_waiting_are_counted_by_hand(lindvik: Town) -> None:
    first, second, third, fourth = (lindvik.made() for _place in range(4))
    lindvik.publish(first, yes())
    lindvik.publish(first, promised("kept", TODAY + DAY), by=cast.TOVE)
    lindvik.publish(first, promised("broken", TODAY + 2 * DAY), by=cast.TOVE)
    lindvik.publish(first, finished(promise="kept"), by=cast.TOVE)
    moved = {"date": "broken", "from": (TODAY + 2 * DAY).isoformat(), "to": (TODAY + 3 * DAY).isoformat()}
    lindvik.publish(first, Draft(Kind.MOVED, moved, {"reason": "Snö", "what": ""}), by=cast.TOVE)
    lindvik.publish(second, wish(), now=NOW + 30 * DAY)
    lindvik.publish(fourth, Draft(Kind.WITHDRAWN, {}, {"reason": "Fel"}), by=cast.OMAR)
    db.session.rollback()
    seen = queries.whole(TODAY + 40 * DAY)
    whole = seen.counted.whole
    assert (whole.proposals, whole.answered, whole.in_time, whole.waiting_late, whole.due) == (3, 2, 1, 1, 3)
    assert (whole.decided, whole.followed, whole.median_days) == (1, 1, None)
    assert (whole.kept, whole.kept_late, whole.moved, whole.broken) == (1, 0, 1, 1)
    assert list(seen.counted.departments) == ["Tekniska förvaltningen"]
    assert list(seen.counted.quarters) == ["2026-3"]
    assert (seen.read, seen.easy, seen.voices, seen.listened) == (2, 2, 0, None)
    assert third in {1, 2, 3}
    # Counted once: asking again asks only whether it is still so.
    with count_queries() as again:
        queries.whole(TODAY + 40 * DAY)
    assert again.count == 2
    lindvik.publish(third, yes(), now=NOW + 41 * DAY)
    assert queries.whole(TODAY + 40 * DAY).counted.whole.answered == 3


def test_a_long_ledger_is_counted_by_a_job_and_told_with_when(lindvik: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LIVE", 1)
    number = lindvik.made()
    lindvik.publish(number, yes())
    db.session.rollback()
    posted = db.session.scalars(select(Job).where(Job.kind == actions.JOB)).all()
    assert posted
    live = queries.whole(TODAY)
    actions.do_job({}, NOW)
    actions.do_job({}, NOW)
    db.session.rollback()
    with count_queries() as asked:
        kept = queries.whole(TODAY)
    assert kept == live
    assert asked.count == 2
    lindvik.publish(number, promised("p"), by=cast.TOVE)
    db.session.rollback()
    assert queries.whole(TODAY).counted_at == NOW


def test_a_median_is_told_from_five_on() -> None:
    asked = [Asked("T", TODAY, TODAY + 9 * DAY, TODAY + place * DAY, True, False) for place in (1, 2, 3, 30)]
    assert rules.overview(asked, [], TODAY).whole.median_days is None
    asked.append(Asked("T", TODAY, TODAY + 9 * DAY, TODAY + 40 * DAY, True, False))
    assert rules.overview(asked, [], TODAY).whole.median_days == 3


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 900), st.one_of(st.none(), st.integers(0, 900)))))
def test_departments_add_up_to_the_whole(rows: list[tuple[str, int, int | None]]) -> None:
    asked = [
        Asked(name, TODAY, TODAY + due * DAY, None if after is None else TODAY + after * DAY, False, False)
        for name, due, after in rows
    ]
    kept = [Promised(name, TODAY, TODAY + due * DAY, None) for name, due, _after in rows]
    seen = rules.overview(asked, kept, TODAY + 400 * DAY)
    parts = seen.departments.values()
    for what in ("proposals", "answered", "in_time", "waiting_late", "moved", "broken"):
        assert sum(getattr(part, what) for part in parts) == getattr(seen.whole, what)
    assert 0 <= seen.whole.share_in_time <= 1


def test_the_page_stands_empty_and_full(small_lindvik: Town) -> None:
    public = small_lindvik.app.test_client()
    assert public.get("/f/overview").status_code == 200
    small_lindvik.made()
    small_lindvik.publish(1, yes())
    shown = public.get("/f/overview").get_data(as_text=True)
    assert "Tekniska förvaltningen" in shown
    assert "<svg" in shown
