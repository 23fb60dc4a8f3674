"""The report for a meeting: counted by hand, suppressed where few spoke, one page, the same cost for many."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest

from participation.db import db
from participation.demo import cast
from participation.proposals.answering.actions import Draft
from participation.proposals.council import queries
from participation.proposals.overview import exports
from participation.proposals.overview.rules import Scope
from participation.proposals.rules import Kind
from tests.conftest import count_queries
from tests.proposals.town import NOW, TODAY, Town, finished, promised, yes

DAY = dt.timedelta(days=1)
PERIOD = Scope(TODAY - 30 * DAY, TODAY + 30 * DAY)
NO = Draft(
    Kind.ANSWERED,
    {"verdict": "no", "basis": "board", "paragraph": "§ 9", "decided_on": "2026-09-10"},
    {"reasons": "Det finns inga pengar."},
)


def test_a_period_is_counted_by_hand(lindvik: Town) -> None:
    done, refused, late = (lindvik.made(title=title) for title in ("Ljus", "Hall", "Buss"))
    lindvik.publish(done, yes())
    lindvik.publish(done, promised("kept", TODAY + DAY), by=cast.TOVE)
    lindvik.publish(done, finished(), by=cast.TOVE, now=NOW + 2 * DAY)
    lindvik.publish(refused, NO, now=NOW + DAY)
    db.session.rollback()
    told = queries.report(PERIOD, TODAY + 29 * DAY)
    assert (told.tally.proposals, told.tally.in_time, told.tally.due) == (3, 2, 3)
    assert dict(told.states) == {"assigned": 1, "declined": 1, "done": 1}
    assert [(row.number, row.department) for row in told.late.named] == [(late, cast.TECHNICAL)]
    assert [(item.number, item.words) for item in told.refused.named] == [(refused, "Det finns inga pengar.")]
    assert [(item.number, item.words) for item in told.finished.named] == [(done, "Lamporna lyser.")]
    assert told.tally.kept_late == 1


def test_other_days_departments_and_processes_are_not_counted(lindvik: Town) -> None:
    lindvik.made()
    db.session.rollback()
    before = Scope(TODAY - 30 * DAY, TODAY - DAY)
    technical, culture = lindvik.departments[cast.TECHNICAL], lindvik.departments[cast.CULTURE]

    def proposals(scope: Scope) -> int:
        return queries.report(scope, TODAY).tally.proposals

    assert (proposals(PERIOD), proposals(before)) == (1, 0)
    assert proposals(Scope(PERIOD.begin, PERIOD.end, department=technical)) == 1
    assert proposals(Scope(PERIOD.begin, PERIOD.end, department=culture)) == 0
    assert proposals(Scope(PERIOD.begin, PERIOD.end, process="none")) == 0


def test_few_voices_are_not_told_and_many_are(lindvik: Town) -> None:
    least = lindvik.offers()[-1]
    lindvik.made(chosen=[least.contribution_ids[0]])
    db.session.rollback()
    assert queries.report(PERIOD, TODAY).voices is None
    lindvik.made()
    db.session.rollback()
    assert (queries.report(PERIOD, TODAY).voices or 0) >= 5


def test_more_than_fit_are_counted(lindvik: Town) -> None:
    for _place in range(queries.REFUSED + 2):
        lindvik.publish(lindvik.made(), NO)
    db.session.rollback()
    with count_queries() as many:
        told = queries.report(PERIOD, TODAY)
    assert (len(told.refused.named), told.refused.more) == (queries.REFUSED, 2)
    assert many.count == 14


@pytest.mark.parametrize(
    "asked", ["", "?from=x&to=9999-12-31", "?from=2030-01-01&to=2020-01-01", "?department=%00&process=🛹"]
)
def test_the_page_stands_whatever_is_asked(small_lindvik: Town, asked: str) -> None:
    small_lindvik.made(title="Ljus <b>")
    answer = small_lindvik.app.test_client().get(f"/f/report{asked}")
    assert answer.status_code == 200


def test_the_figures_are_data_too(small_lindvik: Town) -> None:
    small_lindvik.made()
    public = small_lindvik.app.test_client()
    rows = list(csv.DictReader(io.StringIO(public.get("/data/overview.csv").data.decode("utf-8-sig"))))
    assert (rows[0]["of"], rows[0]["proposals"], rows[0]["median_days"]) == ("whole", "1", "")
    assert [row["of"] for row in json.loads(public.get("/data/overview.json").data)] == [
        "whole",
        "department",
        "quarter",
    ]
    explained = public.get("/data").get_data(as_text=True)
    assert [name for name in exports.COLUMNS if f"<code>{name}</code>" not in explained] == []
