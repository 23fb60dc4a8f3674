"""What came before tonight: an earlier evening with its vote, and what was answered, promised, done and left late."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from participation import clock, tokens
from participation.db import db
from participation.demo import cast
from participation.demo.gathering import (
    Young,
    afternoon,
    event_of,
    give,
    join,
    say_whether_it_helped,
    step_of,
    support,
    vote,
)
from participation.events import actions as events
from participation.media.actions import NewPicture, read_picture
from participation.people.models import Department
from participation.proposals.answering import actions as answering
from participation.proposals.answering.actions import Draft
from participation.proposals.making import actions as making
from participation.proposals.making.actions import Wanted
from participation.proposals.placing import town
from participation.proposals.rules import Basis, Kind, Verdict

AT_ONCE = dt.timedelta(0)
TECHNICAL_BOARD, CULTURE_BOARD, SCHOOL_BOARD = cast.DEPARTMENTS.values()


@dataclass(frozen=True, slots=True)
class Said:
    """An idea of the earlier evening, and what became of it. Days count from that evening."""

    words: str
    supporters: int
    title: str = ""
    summary: str = ""
    board: str = TECHNICAL_BOARD
    holder: str = cast.TECHNICAL
    answerer: cast.Person = cast.PETRA
    place: str = ""
    """A name on the town's map."""
    steps: Sequence[tuple[int, Draft]] = field(default=())


def _answer(verdict: Verdict, reasons: str, facts: Mapping[str, object], **body: str) -> Draft:
    return Draft(Kind.ANSWERED, {"verdict": verdict.value, **facts}, {"reasons": reasons, **body})


def _decided(day: dt.date, paragraph: str) -> dict[str, object]:
    return {"basis": Basis.BOARD.value, "decided_on": day.isoformat(), "paragraph": paragraph}


def _ideas(evening: dt.date, staff: Mapping[str, str]) -> list[Said]:
    """The ideas of the earlier evening, best supported first, with their answers."""
    later = evening + dt.timedelta(days=12)
    promise = tokens.new_id()
    return [
        Said(
            "Det är helt svart här efter sju. Gångvägen bakom skolan.",
            31,
            "Ljus på gångvägen bakom skolan",
            "Gångvägen mellan skolan och Storgatan behöver lampor.",
            place="Kajsaniemi",
            steps=(
                (
                    12,
                    _answer(
                        Verdict.YES,
                        "Vi sätter upp sex lampor. Vi hade pengar kvar till just sådant. Ni visade "
                        "oss var det är mörkt, och det hade vi missat.",
                        _decided(later, "§ 84"),
                    ),
                ),
                (
                    13,
                    Draft(
                        Kind.PROMISED,
                        {"promise": promise, "due": (evening + dt.timedelta(days=40)).isoformat()},
                        {
                            "what": "Sex lampor på gångvägen",
                            "who": "Tove Berg, tekniska förvaltningen",
                        },
                    ),
                ),
                (
                    35,
                    Draft(
                        Kind.DONE,
                        {"promise": promise},
                        {"words": "Lamporna lyser. Gå gärna dit i kväll och titta.", "what": "Sex lampor på gångvägen"},
                        picture=_lamps(),
                        picture_text="Sex tända lampor längs en gångväg i skymning.",
                    ),
                ),
                (36, Draft(Kind.DONE, {}, {"words": "Allt som lovades är gjort.", "what": ""})),
            ),
        ),
        Said(
            "Öppna fritidsgården på söndagar, det är då man inte har nånstans att vara",
            26,
            "Öppet på söndagar på Ungdomens hus",
            "Ungdomens hus ska ha öppet även på söndagar.",
            CULTURE_BOARD,
            cast.CULTURE,
            place="Glaspalatset",
            steps=(
                (
                    14,
                    _answer(
                        Verdict.TRIAL,
                        "Vi provar en termin. Vi vet inte om tillräckligt många kommer, och "
                        "personalen behöver räcka till de andra dagarna.",
                        {
                            **_decided(evening + dt.timedelta(days=13), "§ 52"),
                            "ends_on": (evening + dt.timedelta(days=120)).isoformat(),
                        },
                        question="Kommer minst tjugo ungdomar i snitt?",
                    ),
                ),
            ),
        ),
        Said(
            "Bussen går hem före matchen är slut. Senare bussar på fredagar.",
            22,
            "Senare bussar på fredagar",
            "Sista bussen på fredagar ska gå efter klockan 23.",
            place="Järnvägstorget",
            steps=(
                (
                    10,
                    _answer(
                        Verdict.PASSED_ON,
                        "Det är regionen som bestämmer över bussarna. Vi har skickat ert "
                        "förslag dit och frågat när de svarar.",
                        {},
                        passed_to="Region Lindvik, kollektivtrafiken",
                    ),
                ),
            ),
        ),
        Said(
            "Ett skatehall! 🛹",
            19,
            "En skatehall inomhus",
            "En plats att åka skateboard på även när det regnar.",
            CULTURE_BOARD,
            cast.CULTURE,
            steps=(
                (
                    16,
                    _answer(
                        Verdict.NO,
                        "En egen hall kostar mer än hela årets pengar till fritid. Vi säger nej till "
                        "den nu. Skolans gamla gymnastiksal kan få ramper i stället, och det vill vi prata med er om.",
                        _decided(evening + dt.timedelta(days=15), "§ 57"),
                    ),
                ),
            ),
        ),
        Said(
            "Tunneln under järnvägen: spegel och färg",
            17,
            "Tryggare tunnel under järnvägen",
            "Tunneln behöver spegel i kurvan, ljusa väggar och lampor som inte går sönder.",
            place="Brunnsgatan",
            steps=(
                (
                    15,
                    _answer(
                        Verdict.PARTLY,
                        "Vi målar väggarna och sätter upp en spegel i vår. Nya lampor dröjer, för "
                        "tunneln är Trafikverkets och vi måste komma överens med dem.",
                        _decided(evening + dt.timedelta(days=14), "§ 85"),
                    ),
                ),
            ),
        ),
        Said(
            "Att vi får veta vad som händer med det vi säger",
            15,
            "Svar till alla klasser",
            "Varje klass som varit med ska få höra vad som hände.",
            SCHOOL_BOARD,
            cast.SCHOOLS,
        ),
        Said("Fler bänkar på torget", 9),
        Said("Gratis mensskydd på alla skolor", 8),
    ]


def build(process_id: str, staff: Mapping[str, str], now: dt.datetime, zone: str) -> None:
    """Hold the earlier evening 48 days ago, close its vote, and let everything that came of it happen."""
    start = afternoon(now, -48, zone)
    evening = clock.local_date(start, zone)
    said = _ideas(evening, staff)
    omar = staff[cast.OMAR.email]
    event_id = event_of(process_id, "Idéverkstad för trygghet", "Rådhuset", omar, start, zone)
    young = [join(event_id) for _place in range(34)]
    given = _give_ideas(event_id, said, young, omar, start)
    choices = [{place % 2, place % 3 + 1, place % 5} for place in range(len(young))]
    vote(event_id, given, young, choices, omar, start + dt.timedelta(hours=1), evening + dt.timedelta(days=20))
    for idea, contribution_id in zip(said, given, strict=True):
        if idea.title:
            _carry_on(event_id, idea, contribution_id, staff, start, zone)
    say_whether_it_helped(1, young, start + dt.timedelta(days=38))
    events.end_event(event_id, "closed", reason="", hear_back_on=None, by_id=omar, now=start + dt.timedelta(hours=3))


def _give_ideas(event_id: str, said: list[Said], young: list[Young], omar: str, start: dt.datetime) -> list[str]:
    step_id = step_of(event_id, "ideas").id
    events.open_step(event_id, step_id, omar, start)
    events.open_others(event_id, step_id, omar, start)
    given = []
    for place, idea in enumerate(said):
        contribution_id = give(event_id, step_id, young[place], idea.words, start + dt.timedelta(minutes=10 + place))
        for who in young[: idea.supporters]:
            support(event_id, contribution_id, who)
        given.append(contribution_id)
    return given


def _carry_on(
    event_id: str, idea: Said, contribution_id: str, staff: Mapping[str, str], start: dt.datetime, zone: str
) -> None:
    """Publish the proposal two days after the evening, and each of its steps on its day."""
    evening = clock.local_date(start, zone)
    departments = {item.name: item.id for item in db.session.scalars(select(Department))}
    wanted = Wanted(
        client_id=tokens.new_id(),
        title=idea.title,
        summary=idea.summary,
        board=idea.board,
        chosen=[contribution_id],
        department_ids=[departments[idea.holder]],
        holder_id=departments[idea.holder],
        answerer_id=staff[idea.answerer.email],
        reply_by=evening + dt.timedelta(days=23),
        decide_by=evening + dt.timedelta(days=90),
        place=town().find(idea.place),
    )
    by_id = staff[cast.OMAR.email]
    number = making.publish(event_id, wanted, by_id=by_id, zone=zone, now=start + dt.timedelta(days=2))
    for day, draft in idea.steps:
        who = idea.answerer if draft.kind == Kind.ANSWERED else cast.TOVE
        moment = start + dt.timedelta(days=day)
        answering.publish(number, tokens.new_id(), draft, by_id=staff[who.email], wait=AT_ONCE, now=moment)


def _lamps() -> NewPicture:
    """A drawn picture, because a demonstration has no photographs of real places."""
    picture = Image.new("RGB", (1200, 800), "#27304a")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(420, 800), (780, 800), (640, 330), (600, 330)], fill="#5b5a63")
    for place in range(6):
        size = 1 - place * 0.14
        left, foot = 420 + place * 34, 790 - place * 82
        pen.line([(left, foot), (left, foot - 300 * size)], fill="#1c1b20", width=int(14 * size))
        glow = 70 * size
        pen.ellipse([left - glow, foot - 300 * size - glow, left + glow, foot - 300 * size + glow], fill="#7d7350")
        pen.ellipse([left - 22 * size, foot - 322 * size, left + 22 * size, foot - 278 * size], fill="#ffe9a8")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    buffer.seek(0)
    return read_picture(FileStorage(buffer, "lamps.png", content_type="image/png"))
