"""The evaluation of a process, shaped for its page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.db import db
from participation.evaluation.models import EvaluationRelease, Lesson
from participation.processes import chapters
from participation.processes.chapters import Chapter, Figure, Told, Voice
from participation.processes.models import Process

MOST_VOICES = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter as the page shows it: what it tells, and voices beside its figures."""

    chapter: Chapter
    told: Told
    voices: Sequence[Voice]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that is told of a process."""

    process: Process
    parts: Sequence[Part]
    voices: Sequence[Voice]
    lesson: Lesson | None
    release: EvaluationRelease | None

    @property
    def figures(self) -> list[Figure]:
        """The numbers that say most."""
        return [figure for part in self.parts for figure in part.told.figures]


def evaluation(process: Process) -> Evaluation:
    """What is told of a process now: each chapter with its share of the voices."""
    told, voices = chapters.told(process.id), chapters.voices(process.id, MOST_VOICES)
    share = math.ceil(len(voices) / len(told)) if told else 0
    parts = [Part(*chapter, voices[place * share : (place + 1) * share]) for place, chapter in enumerate(told)]
    return Evaluation(process, parts, voices, lesson(process.id), release(process.id))


def lesson(process_id: str) -> Lesson | None:
    """What organisers said last."""
    wanted = select(Lesson).where(Lesson.process_id == process_id).order_by(Lesson.id.desc())
    return db.session.scalar(wanted.limit(1))


def release(process_id: str) -> EvaluationRelease | None:
    """The release that holds now, if everybody may read it."""
    return db.session.scalar(
        select(EvaluationRelease).where(
            EvaluationRelease.process_id == process_id, EvaluationRelease.ended_at.is_(None)
        )
    )
