"""What is kept of pulses a day after the event: sums that are about nobody, entry and exit side by side."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from participation import clock, db
from participation.jobs.models import Job
from participation.pulses import actions, queries, rules
from participation.pulses.models import PulseAnswer, PulseSum
from participation.pulses.queries import CHECK_IN, CHECK_OUT
from participation.pulses.summing import Sums
from tests.cast import Evening, refusal_of
from tests.pulses.conftest import all_answer, answer, counts, pulse, step

ASKED = ["weather", "leads", "gender"]


def both(evening: Evening) -> list[str]:
    """Twelve people at check-in, of whom nine answer at check-out: seven girls, four boys, one who does not say."""
    people = [evening.join() for _one in range(12)]
    pulse(evening, CHECK_IN, questions=ASKED)
    gender = [0] * 7 + [1] * 4 + [None]
    all_answer(evening, people, CHECK_IN, *([2, 1, who] for who in gender))
    pulse(evening, CHECK_OUT, questions=ASKED)
    later = [[0, 3], [1, 3], [1, 2], [2, 1], [2, 1], [3, 0], [2, 1], [2, 2], [None, 2]]
    all_answer(evening, people[:9], CHECK_OUT, *([*values, who] for values, who in zip(later, gender, strict=False)))
    return people


def sums(evening: Evening) -> dict[str, Sums]:
    db.db.session.rollback()
    steps = [step(evening, CHECK_IN), step(evening, CHECK_OUT)]
    found = queries.sums(steps)
    return {each.kind: found[each.id] for each in steps}


def a_day_later(evening: Evening, hours: int = 25) -> None:
    actions.sum_up({"event": evening.event_id}, evening.event.ends_at + dt.timedelta(hours=hours))


def left() -> tuple[int, int]:
    db.db.session.rollback()
    return tuple(  # type: ignore[return-value]
        db.db.session.scalar(select(func.count()).select_from(table)) for table in (PulseAnswer, PulseSum)
    )


def test_what_is_known_is_the_same_before_and_after_single_answers_are_destroyed(evening: Evening) -> None:
    both(evening)
    before = sums(evening)
    assert left() == (35 + 26, 0)
    for _twice in range(2):
        a_day_later(evening)
        assert left() == (0, 2)
        assert sums(evening) == before
    assert counts(evening) == [0, 0, 12, 0, 0]
    assert queries.answered(evening.steps[CHECK_OUT]) == 9


def test_entry_and_exit_are_paired_only_within_the_event_and_for_who_answered_both(evening: Evening) -> None:
    both(evening)
    found = sums(evening)
    assert found[CHECK_IN].pairs == {}
    assert found[CHECK_OUT].pairs == {"weather": [3, 4, 1], "leads": [5, 3, 1]}
    assert found[CHECK_OUT].told == {"weather": [1, 2, 4, 1, 0], "leads": [1, 3, 3, 2]}


def test_a_group_is_told_only_where_neither_it_nor_the_others_are_few(evening: Evening) -> None:
    both(evening)
    found = sums(evening)
    assert found[CHECK_IN].about == {"gender": {"0": 7, "1": 4, "": 1}}
    assert found[CHECK_IN].by == {"gender": {"0": {"weather": [0, 0, 7, 0, 0], "leads": [0, 7, 0, 0]}}}
    assert found[CHECK_OUT].by == {}, "two boys alone could be found by taking the girls from the whole"


def test_what_fewer_than_five_answered_is_not_kept(evening: Evening) -> None:
    pulse(evening, CHECK_IN, questions=ASKED)
    answer(evening, 0, 1, 2, 3)
    a_day_later(evening)
    assert left() == (0, 1)
    kept = queries.sums([step(evening)])[evening.steps[CHECK_IN]]
    assert (kept.answered, kept.told, kept.by, kept.pairs) == (4, {}, {}, {})


def test_own_words_make_it_another_question(evening: Evening) -> None:
    pulse(evening, CHECK_IN, questions=["faces"], choices=["Bra", "Okej", "Dåligt"], own=["age"])
    answer(evening, *[0] * 5)
    found = queries.sums([step(evening)])[evening.steps[CHECK_IN]]
    assert found.told == {"faces:Bra:Okej:Dåligt": [5, 0, 0]}
    assert [result.question.look for result in queries.results(step(evening))] == ["drawn", "scale"]


def test_the_day_after_is_the_day_after_the_event_was_held_also_when_it_was_put_off(evening: Evening) -> None:
    pulse(evening, CHECK_IN)
    answer(evening, 0, 1)
    answer(evening, 0)
    jobs = select(Job.due_at).where(Job.kind == actions.JOB)
    assert list(db.db.session.scalars(jobs)) == [evening.event.ends_at + actions.KEPT]
    a_day_later(evening, hours=23)
    assert left() == (3, 0)
    a_day_later(evening)
    alva = evening.join()
    assert refusal_of(actions.answer, evening.event_id, evening.steps[CHECK_IN], alva, {0: 1}) == "no_longer_answered"
    asks = rules.Asks(["faces"])
    assert refusal_of(actions.set_questions, evening.event_id, evening.steps[CHECK_IN], asks) == "answered_already"


def test_an_event_that_is_gone_has_nothing_to_sum_up(evening: Evening) -> None:
    actions.sum_up({"event": "gone"}, clock.now())
    assert left() == (0, 0)
