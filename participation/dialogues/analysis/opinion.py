"""Opinion groups: people who voted alike, found where there are enough of them to hide in.

Votes are drawn into a plane by their two principal components; groups in the plane are found by k-means, and how many
there are by the silhouette. Nothing here is random: the same votes give the same groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from participation.dialogues.analysis.votes import UNSEEN, Counts, Floats, Table

LEAST_PARTICIPANTS = 100
"""Below this no groups are looked for: a child would be recognised by what it thinks."""
LEAST_VOTES = 7
"""Who voted on fewer statements (or not on all, when there are fewer) is in no group."""
LEAST_IN_GROUP = 5
MOST_GROUPS = 5
TRIES = 3
ROUNDS = 25
SAMPLE = 1000
"""So many points are measured against each other for the silhouette."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane into which votes are drawn: each statement's mean vote, and the two directions."""

    centre: Floats
    directions: Floats

    def place(self, votes: Table) -> Floats:
        """Where each row of votes stands. Who voted on little is drawn as far out as who voted on all."""
        seen = votes != UNSEEN
        apart = np.where(seen, votes - self.centre, 0.0)
        count = np.maximum(seen.sum(axis=1, keepdims=True), 1)
        return apart @ self.directions.T * np.sqrt(len(self.centre) / count)

    @property
    def extremity(self) -> Floats:
        """How far out each statement lies: where somebody would stand who agreed with it and saw nothing else."""
        return np.sqrt(len(self.centre)) * np.abs(1 - self.centre) * np.hypot(*self.directions)


@dataclass(frozen=True, slots=True)
class Opinions:
    """The plane and the groups in it, the largest first: the rows of each, and where its middle is."""

    plane: Plane
    groups: tuple[Counts, ...]
    middles: Floats


def plane_of(votes: Table) -> Plane:
    """The plane that shows most of how people differ. A vote that is missing counts as the statement's mean."""
    seen = votes != UNSEEN
    values = np.where(seen, votes, 0).astype(np.float64)
    centre = values.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    apart = np.where(seen, values - centre, 0.0)
    _spread, found = np.linalg.eigh(apart.T @ apart)
    directions = np.zeros((2, votes.shape[1]))
    for place, direction in enumerate(found.T[::-1][:2]):
        directions[place] = direction * np.sign(direction[np.argmax(np.abs(direction))])
    return Plane(centre, directions)


def opinions(votes: Table) -> Opinions | None:
    """The opinion groups of a conversation; None when there are too few people, or no groups among them."""
    if len(votes) < LEAST_PARTICIPANTS or votes.shape[1] < 2:
        return None
    enough = np.count_nonzero(votes != UNSEEN, axis=1) >= min(LEAST_VOTES, votes.shape[1])
    rows = np.flatnonzero(enough)
    if len(rows) < LEAST_PARTICIPANTS:
        return None
    plane = plane_of(votes[rows])
    points = plane.place(votes[rows])
    labels = _best_groups(points)
    if labels is None:
        return None
    members = sorted((np.flatnonzero(labels == label) for label in np.unique(labels)), key=lambda found: -len(found))
    middles = np.array([points[found].mean(axis=0) for found in members])
    return Opinions(plane, tuple(rows[found] for found in members), middles)


def _best_groups(points: Floats) -> Counts | None:
    """The labels of the number of groups that holds together best."""
    best: tuple[float, Counts] | None = None
    for count in range(2, MOST_GROUPS + 1):
        labels = _k_means(points, count)
        sizes = np.bincount(labels, minlength=count)
        if sizes.min() < LEAST_IN_GROUP:
            continue
        score = silhouette(points, labels)
        if best is None or score > best[0] + 1e-9:
            best = score, labels
    return best[1] if best else None


def _k_means(points: Floats, count: int) -> Counts:
    """The tightest of several tries; each begins with points that lie far from each other."""
    chance = np.random.default_rng(count)
    tries = [_settle(points, _beginning(points, count, chance)) for _ in range(TRIES)]
    return min(tries, key=lambda found: found[0])[1]


def _beginning(points: Floats, count: int, chance: np.random.Generator) -> Floats:
    middles = points[[chance.integers(len(points))]]
    while len(middles) < count:
        nearest = _distances(points, middles).min(axis=1)
        weight = nearest if nearest.sum() > 0 else np.ones(len(points))
        middles = np.vstack([middles, points[chance.choice(len(points), p=weight / weight.sum())]])
    return middles


def _settle(points: Floats, middles: Floats) -> tuple[float, Counts]:
    """Move the middles until nobody changes group; returns how far people are from them, and the labels."""
    labels = np.full(len(points), -1)
    for _ in range(ROUNDS):
        distances = _distances(points, middles)
        nearest = distances.argmin(axis=1)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        middles = np.array([_middle(points[labels == label], middle) for label, middle in enumerate(middles)])
    return float(_distances(points, middles).min(axis=1).sum()), labels


def _middle(members: Floats, before: Floats) -> Floats:
    return members.mean(axis=0) if len(members) else before


def _distances(points: Floats, others: Floats) -> Floats:
    """Squared distances, a row for each point."""
    across, up = points[:, :1] - others[:, 0], points[:, 1:] - others[:, 1]
    return across * across + up * up


def silhouette(points: Floats, labels: Counts) -> float:
    """How much nearer people are to their own group than to the next, from -1 to 1, on an even sample."""
    step = -(-len(points) // SAMPLE)
    points, labels = points[::step], labels[::step]
    found = np.unique(labels)
    if len(found) < 2:
        return -1.0
    belongs = labels[:, None] == found[None, :]
    sizes = belongs.sum(axis=0)
    sums = np.sqrt(_distances(points, points)) @ belongs
    own = (sums * belongs).sum(axis=1) / np.maximum((belongs * (sizes - 1)).sum(axis=1), 1)
    other = np.where(belongs, np.inf, sums / sizes).min(axis=1)
    alone = (belongs * sizes).sum(axis=1) == 1
    return float(np.where(alone, 0.0, (other - own) / np.maximum(np.maximum(own, other), 1e-12)).mean())
