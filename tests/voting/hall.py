"""A room full of people who vote: what the tests of this room arrange with."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import func, select

from participation import clock, db, tokens
from participation.events import actions as events
from participation.events import queries as event_queries
from participation.events.contributions.actions import Gift
from participation.events.participants import actions as participants
from participation.events.participants.models import Participant
from participation.ideas import actions as ideas
from participation.people import actions as people
from participation.people.models import Role
from participation.processes import actions as processes
from participation.refusal import Refusal
from participation.voting import actions, queries
from participation.voting.admission import queries as admission
from participation.voting.admission.rules import Account
from participation.voting.models import Ballot, Vote
from participation.voting.rules import Draft, entry_key

NOW = dt.datetime(2026, 9, 12, 16, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
BY = dt.date(2026, 10, 3)

WORDS = (
    "Ljus på gångvägen bakom skolan",
    "Öppet på söndagar 🛹",
    "ملعب كرة السلة",
    "<script>alert(1)</script>",
    "En " + "mycket " * 60 + "lång idé",
    "=HYPERLINK(1)",
    "Fler bussar",
    "Ett skatehall",
)
"""Ideas as people write them: Swedish, an emoji, right to left, a script, a long one, a formula."""


@dataclass(frozen=True, slots=True)
class Voter:
    """A participant and the secret that the device keeps."""

    id: str
    secret: str


@dataclass(slots=True)
class Hall:
    """An event with ideas and a step to vote in."""

    app: Flask
    event_id: str
    step_id: str
    leader_id: str
    ideas: list[str]
    vote_id: str = ""
    voters: list[Voter] = field(default_factory=list)

    def prepare(
        self, *, entries: int = 5, most: int = 3, live: bool = False, by: str = "open", for_young: bool = False
    ) -> str:
        """Prepare a vote on the first ideas."""
        draft = Draft(
            contribution_ids=tuple(self.ideas[:entries]),
            most=most,
            promise_who="Petra Ek, kultur- och fritidsnämnden",
            promise_what="tar upp de tre främsta på nämndens möte",
            promise_by=BY,
            announced_live=live,
            entitlement=by,
            for_young=for_young,
        )
        self.vote_id = actions.prepare_vote(self.event_id, self.step_id, draft, NOW)
        return self.vote_id

    def open(self, **how: object) -> str:
        """Prepare and open."""
        self.prepare(**how)  # type: ignore[arg-type]
        actions.open_vote(self.event_id, self.vote_id, self.leader_id, NOW)
        return self.vote_id

    def close(self) -> bool:
        """Close and count."""
        return actions.close_vote(self.event_id, self.vote_id, self.leader_id, LATER)

    def join(self, count: int) -> list[Voter]:
        """People join by the code."""
        for _ in range(count):
            secret = participants.join(self.event_id, tokens.new_id())
            found = db.db.session.scalar(
                select(Participant.id).where(Participant.token_hash == participants.device_hash(secret))
            )
            assert found is not None
            self.voters.append(Voter(found, secret))
        return self.voters[-count:]

    def cast(self, voter: Voter, numbers: Sequence[int] | None, people: int = 0) -> None:
        """Somebody votes for entries by their numbers; None abstains. `people`: for how many, at a table."""
        sent = None if numbers is None else [entry_key(self.vote_id, number) for number in numbers]
        actions.cast_ballot(self.event_id, self.vote_id, voter.id, voter.secret, sent, people)

    @property
    def account(self) -> Account:
        """Who could vote and who did, as it is now."""
        return admission.account(self.vote)

    @property
    def vote(self) -> Vote:
        """The vote as it is in the database now."""
        db.db.session.rollback()
        found = queries.vote(self.vote_id)
        assert found is not None
        return found


def hall(app: Flask, ideas_count: int = 8) -> Hall:
    """An event led by Omar, with as many ideas as asked for."""
    leader_id = people.create_staff(
        email=f"omar-{tokens.new_id()}@lindvik.example",
        name="Omar Haddad",
        role=Role.ORGANISER,
        title="Ungdomsledare",
        department_id=None,
        now=NOW,
    )
    process_id = processes.create_process(
        title="Tryggt på kvällen", introduction="", board="Kulturnämnden", organiser_id=leader_id, now=NOW
    )
    plan = events.Plan("Hur blir kvällen bättre?", "Ungdomens hus", NOW, NOW + dt.timedelta(hours=3), BY)
    event_id = events.create_event(
        process_id, plan, method_key="idea-workshop", language="sv", organiser_id=leader_id, now=NOW
    )
    event = event_queries.event(event_id)
    assert event is not None
    steps = {step.kind: step.id for step in event.steps}
    given = []
    for place in range(ideas_count):
        given.append(tokens.new_id())
        words = WORDS[place] if place < len(WORDS) else f"Idé nummer {place + 1}"
        gift = Gift(given[-1], event_id, steps["ideas"], None, ideas.KIND, words, "sv")
        ideas.give_idea(gift, NOW + dt.timedelta(seconds=place))
    return Hall(app, event_id, steps["vote"], leader_id, given)


def refusal_of(attempt: Callable[[], object]) -> str:
    """The code with which an attempt is refused, or `accepted`."""
    try:
        attempt()
    except Refusal as refusal:
        return refusal.code
    return "accepted"


def count(of: type) -> int:
    """How many rows a table has now."""
    db.db.session.rollback()
    return db.db.session.scalar(select(func.count()).select_from(of)) or 0


def choices(hall: Hall) -> list[str]:
    """What the ballots in the box say, sorted."""
    db.db.session.rollback()
    return sorted(db.db.session.scalars(select(Ballot.choice).where(Ballot.vote_id == hall.vote_id)))


def at_once(app: Flask, attempts: Sequence[Callable[[], object]], workers: int = 16) -> list[str]:
    """Make attempts from threads that start together, each with its own connections; what became of each."""
    fates = [""] * len(attempts)
    gate = threading.Barrier(min(workers, len(attempts)))

    def work(mine: range) -> None:
        gate.wait()
        for place in mine:
            with app.app_context():
                try:
                    fates[place] = refusal_of(attempts[place])
                except Exception as problem:
                    fates[place] = repr(problem)
                db.db.session.remove()

    count = min(workers, len(attempts))
    threads = [threading.Thread(target=work, args=(range(start, len(attempts), count),)) for start in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return fates


def today() -> dt.date:
    """A day that is not past when the pages' own clock is asked."""
    return clock.now().date() + dt.timedelta(days=30)
