"""A large conversation, analysed: what `flask work` computes in the background."""

from __future__ import annotations

import time

import numpy as np

from participation.dialogues.analysis.findings import analyse
from participation.dialogues.analysis.votes import UNSEEN, Conversation

PEOPLE, STATEMENTS = 10_000, 100


def measure() -> float:
    """Seconds of computing: the slower of people in three camps and of people who all answer by chance."""
    return max(_seconds(_votes(camps)) for camps in (3, 0))


def _votes(camps: int) -> Conversation:
    """Votes of people in camps, three in ten left out; without camps anybody says anything."""
    chance = np.random.default_rng(1)
    votes = chance.integers(-1, 2, (PEOPLE, STATEMENTS)).astype(np.int8)
    if camps:
        leaning = chance.choice([-1, 1], (camps, STATEMENTS)).astype(np.int8)
        votes = np.where(chance.random(votes.shape) < 0.7, leaning[np.arange(PEOPLE) % camps], votes)
    votes[chance.random(votes.shape) < 0.3] = UNSEEN
    return Conversation(tuple(map(str, range(STATEMENTS))), votes)


def _seconds(conversation: Conversation) -> float:
    began = time.process_time()
    analyse(conversation)
    return time.process_time() - began
