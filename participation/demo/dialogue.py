"""A dialogue with politicians last evening, and the evaluation of its process. Words stand in `dialogue.toml`."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from participation import clock, tokens
from participation.demo.answering import Meeting, Telling
from participation.demo.gathering import Young, afternoon, event_of, join, step_of, support
from participation.dialogues.questions import actions as questions
from participation.dialogues.statements import actions as statements
from participation.evaluation import actions as evaluation
from participation.events import actions as events
from participation.events.agenda import actions as agenda
from participation.events.contributions.actions import Gift
from participation.events.moderation import actions as moderation
from participation.pulses import actions as pulses
from participation.pulses.queries import CHECK_IN, CHECK_OUT
from participation.pulses.rules import Asks
from participation.stories import actions as stories

SAID: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("dialogue.toml").read_text(encoding="utf-8"))
LASTED = dt.timedelta(hours=3)
DECIDERS = 5
"""The last of those who are there decide; the others are young."""


def build(process_id: str, telling: Telling, omar: str, now: dt.datetime) -> None:
    """Hold the meeting, from check-in to check-out, and publish what was learned."""
    start = _last_evening(now, telling.zone)
    event_id = event_of(
        process_id, "Bussen på kvällen", "Stadshuset", omar, start, telling.zone, method="dialogue-meeting"
    )
    people = [join(event_id) for _place in SAID["pulses"]["from"]]
    meeting = Meeting(event_id, start, omar, people)
    _add_steps(event_id)
    _check_in(meeting)
    _agree_or_not(meeting)
    _tell_stories(meeting)
    _ask(meeting, telling)
    _check_out(meeting)
    end = start + LASTED
    events.end_event(event_id, "closed", reason="", hear_back_on=None, by_id=omar, now=end)
    pulses.set_inhabitants(process_id, "place", SAID["pulses"]["inhabitants"], omar, end)
    evaluation.say(process_id, evaluation.Words(**SAID["lessons"]), omar, end)
    evaluation.publish(process_id, omar, end)


def _last_evening(now: dt.datetime, zone: str) -> dt.datetime:
    """The last meeting that can be over. An earlier one's answers would be summed up while they are still given."""
    today = afternoon(now, 0, zone)
    return today if today + LASTED <= now else afternoon(now, -1, zone)


def _add_steps(event_id: str) -> None:
    for kind, title, after in (
        (CHECK_IN, "Hur är läget?", "welcome"),
        ("stories", "En kväll på väg hem", "statements"),
        (CHECK_OUT, "Hur är läget nu?", "questions"),
    ):
        after_id = step_of(event_id, after).id
        agenda.add_step(event_id, kind, title=title, minutes=5, settings={}, after_id=after_id, once=tokens.new_id())


def _go_to(meeting: Meeting, kind: str, minutes: int) -> tuple[str, dt.datetime]:
    """The room goes to a step, so long after the start; its id, and when."""
    step_id, at = step_of(meeting.event_id, kind).id, meeting.start + dt.timedelta(minutes=minutes)
    events.open_step(meeting.event_id, step_id, meeting.organiser_id, at)
    return step_id, at


def _check_in(meeting: Meeting) -> None:
    said = SAID["pulses"]
    asks = Asks(("weather", "leads", "place"), places=said["places"])
    _answer(meeting, CHECK_IN, 0, asks, (said["weather_in"], said["leads_in"], said["from"]))


def _check_out(meeting: Meeting) -> None:
    said = SAID["pulses"]
    asks = Asks(("weather", "leads", "listened"))
    _answer(meeting, CHECK_OUT, 170, asks, (said["weather_out"], said["leads_out"], said["listened_out"]))


def _answer(meeting: Meeting, kind: str, minutes: int, asks: Asks, given: Sequence[Sequence[int]]) -> None:
    step_id, _at = _go_to(meeting, kind, minutes)
    pulses.set_questions(meeting.event_id, step_id, asks)
    for who, values in zip(meeting.young, zip(*given, strict=True), strict=True):
        pulses.answer(meeting.event_id, step_id, who.id, dict(enumerate(values)))


def _agree_or_not(meeting: Meeting) -> None:
    """Everybody says in which group they are and answers every statement; a few see it otherwise than their group."""
    step_id, at = _go_to(meeting, "statements", 10)
    young, deciders = meeting.young[:-DECIDERS], meeting.young[-DECIDERS:]
    for name, group in (("Ung", young), ("Beslutsfattare", deciders)):
        for who in group:
            statements.choose_group(meeting.event_id, step_id, who.id, name, at)
    statements.write_statements(meeting.event_id, step_id, [one["words"] for one in SAID["statements"]], "sv", at)
    camps = (young[: len(young) // 2], young[len(young) // 2 :], deciders)
    for number, one in enumerate(SAID["statements"]):
        statement_id = tokens.id_of("statement", step_id, one["words"])
        for value, camp in zip(one["says"], camps, strict=True):
            for place, who in enumerate(camp):
                otherwise = (place + number) % 7 == 6
                statements.vote(meeting.event_id, statement_id, who.id, 0 if otherwise else value, at)
    events.open_others(meeting.event_id, step_id, meeting.organiser_id, at)


def _tell_stories(meeting: Meeting) -> None:
    """Each is told by somebody who places and releases it; then others say what they want more and less of."""
    step_id, at = _go_to(meeting, "stories", 40)
    told = []
    for number, one in enumerate(SAID["stories"]):
        gift = _given(meeting, step_id, stories.KIND, meeting.young[number], one["words"])
        stories.tell(gift, dict(enumerate(one["places"])), at, release=True)
        told.append(gift)
    moderation.approve(meeting.event_id, [gift.id for gift in told], meeting.organiser_id, at)
    events.open_others(meeting.event_id, step_id, meeting.organiser_id, at)
    needs = [need for gift, one in zip(told, SAID["stories"], strict=True) for need in _wish(meeting, gift, one, at)]
    moderation.approve(meeting.event_id, needs, meeting.organiser_id, at)


def _wish(meeting: Meeting, story: Gift, one: Mapping[str, Any], at: dt.datetime) -> list[str]:
    """Others want more or less like a story; the first of them say what it would take. Returns what they said."""
    others = [who for who in meeting.young if who.id != story.participant_id]
    values = [1] * one.get("more", 0) + [-1] * one.get("less", 0)
    texts = one.get("needs", ())
    needs = [_given(meeting, story.step_id, stories.NEED, others[place], text) for place, text in enumerate(texts)]
    for place, (who, value) in enumerate(zip(others, values, strict=False)):
        stories.answer(meeting.event_id, story.id, who.id, value, needs[place] if place < len(needs) else None, at)
    return [need.id for need in needs]


def _ask(meeting: Meeting, telling: Telling) -> None:
    """Each question is answered in the room, or promised to somebody; one promise was kept the same evening."""
    step_id, at = _go_to(meeting, "questions", 70)
    for place, one in enumerate(SAID["questions"]):
        gift = _given(meeting, step_id, questions.KIND, meeting.young[place], one["words"])
        questions.ask(gift, at)
        moderation.approve(meeting.event_id, [gift.id], meeting.organiser_id, at)
        events.open_others(meeting.event_id, step_id, meeting.organiser_id, at)
        for who in meeting.young[: one["support"]]:
            support(meeting.event_id, gift.id, who)
        for answer in one.get("answers", ()):
            words = questions.Words(tokens.new_id(), answer["text"], answer["who"])
            questions.note_answer(meeting.event_id, gift.id, words, meeting.organiser_id, at)
        if promise := one.get("promise"):
            _promise(meeting, telling, gift.id, promise, at)


def _promise(meeting: Meeting, telling: Telling, question_id: str, promise: Mapping[str, Any], at: dt.datetime) -> None:
    answerer_id, today = telling.staff[promise["by"]], clock.local_date(at, telling.zone)
    due = today + dt.timedelta(days=promise["due"])
    questions.promise(meeting.event_id, [question_id], answerer_id, due, meeting.organiser_id, today=today, now=at)
    if "text" in promise:
        answered = meeting.start + LASTED
        questions.write_answer(meeting.event_id, question_id, tokens.new_id(), promise["text"], answerer_id, answered)


def _given(meeting: Meeting, step_id: str, kind: str, who: Young, text: str) -> Gift:
    return Gift(tokens.new_id(), meeting.event_id, step_id, who.id, kind, text, "sv")
