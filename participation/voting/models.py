"""A vote, its entries, the facts of its opening and closing, and its two boxes: who voted, and what was said.

`Turnout` and `Ballot` share no key, no time, no order, no device. Until closing a ballot carries the hash of a token
that only its device can make, so that it can be changed; at closing the hashes move to `Receipt`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation import tokens
from participation.db import Model, Moment
from participation.events.contributions.models import Contribution
from participation.voting.ballots import Paper
from participation.voting.rules import State, entry_key, state_of


class Vote(Model):
    """One vote (the event, never one person's ballot): its method and who promised to do what with the result."""

    __tablename__ = "vote"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=tokens.new_id)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id"), index=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id"), unique=True)
    method: Mapped[str] = mapped_column(String(20))
    most: Mapped[int]
    """How many entries one ballot may name."""
    seats: Mapped[int] = mapped_column(default=1)
    """How many are elected, where the method elects several."""
    budget: Mapped[int] = mapped_column(default=0)
    """How much money there is, where entries cost something."""
    currency: ClassVar[str] = "kr"
    promise_who: Mapped[str] = mapped_column(String(120))
    promise_what: Mapped[str] = mapped_column(Text)
    promise_by: Mapped[dt.date]
    announced_live: Mapped[bool]
    """Whether counts are shown while the vote is open; decided and shown before it opens."""
    entitlement: Mapped[str] = mapped_column(String(10))
    """How the right to vote is proved: one of `admission.rules.ENTITLEMENTS`."""
    for_young: Mapped[bool]
    """Whether who said to be here as an adult or leader follows along without voting."""

    entries: Mapped[list[VoteEntry]] = relationship(order_by="VoteEntry.number", lazy="selectin")
    opening: Mapped[VoteOpening | None] = relationship(lazy="joined")
    counting: Mapped[VoteCounting | None] = relationship(lazy="joined")
    closure: Mapped[VoteClosure | None] = relationship(lazy="joined")

    def __repr__(self) -> str:
        """What a leader's page shows of it: pages that follow the room compare this text."""
        method = f"{self.method}, {self.most}, {self.seats}, {self.budget}"
        settings = f"{method}, {self.promise_by}, {self.entitlement}, {self.for_young}"
        return f"Vote({self.id}, {self.state}, {settings}, {self.entries})"

    @property
    def paper(self) -> Paper:
        """What a ballot of this vote may say."""
        costs = tuple(entry.cost for entry in self.entries)
        return Paper(self.id, self.method, len(self.entries), self.most, costs, self.budget)

    @property
    def state(self) -> State:
        """Where this vote is now."""
        return state_of(
            opened=self.opening is not None, closed=self.closure is not None, counting=self.counting is not None
        )


class VoteEntry(Model):
    """What can be chosen. Its words are a snapshot from the moment of opening; `salt` seals them in the record."""

    __tablename__ = "vote_entry"
    __table_args__ = (UniqueConstraint("vote_id", "contribution_id"),)

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    theme: Mapped[str | None] = mapped_column(String(80))
    cost: Mapped[int] = mapped_column(default=0)
    """What it costs, in a vote on a budget."""
    salt: Mapped[str] = mapped_column(String(43), default=tokens.new_secret)

    contribution: Mapped[Contribution] = relationship(lazy="selectin", viewonly=True)

    @property
    def words(self) -> str:
        """The words as everybody may read them: empty once they were withdrawn, hidden or erased."""
        said = self.contribution
        return "" if said.withdrawal or said.hiding or said.erasure else self.text

    def __repr__(self) -> str:
        """See `Vote`."""
        return f"VoteEntry({self.number}, {self.words!r}, {self.theme!r}, {self.cost})"

    @property
    def key(self) -> str:
        """What the ballot paper sends when this entry is ticked."""
        return entry_key(self.vote_id, self.number)


class VoteOpening(Model):
    """A vote was opened: when, by whom, on how many entries. From here on nothing in it changes."""

    __tablename__ = "vote_opening"

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    entries: Mapped[int]


class VoteCounting(Model):
    """A vote takes no more ballots, and its count runs outside of requests: since when, by whom, how far it came."""

    __tablename__ = "vote_counting"
    __table_args__ = (CheckConstraint("percent between 0 and 100", name="percent"),)

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    account: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Who could vote and who did, as it was when no more ballots were taken: `admission.rules.Account`. Empty in
    a count that went on while this column came."""
    percent: Mapped[int] = mapped_column(default=0)


class VoteClosure(Model):
    """A vote was closed and counted: the frozen numbers, and the exact text of the record that was published."""

    __tablename__ = "vote_closure"

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    entitlement: Mapped[str] = mapped_column(String(10))
    entitled: Mapped[int]
    turnout: Mapped[int]
    """How many ballots were cast."""
    ballots: Mapped[int]
    """How many people they stand for: more when a phone votes for its table."""
    account: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The rest of `admission.rules.Account`."""
    rule: Mapped[str] = mapped_column(String(20))
    rule_version: Mapped[int]
    tie_rule: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Totals, ranking and account, as `counting.outcome.Outcome.as_data` gives them."""
    record: Mapped[str] = mapped_column(Text)
    record_sha256: Mapped[str] = mapped_column(String(64))


class VoteScrubbing(Model):
    """The traces of casting were removed from the database's files, some time after the vote was closed."""

    __tablename__ = "vote_scrubbing"

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)


class Turnout(Model):
    """This participant has voted. Shown to nobody but as a number."""

    __tablename__ = "turnout"
    __table_args__ = {"sqlite_with_rowid": False}

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)


class Ballot(Model):
    """What somebody said, and nothing about who, when or in what order."""

    __tablename__ = "ballot"
    __table_args__ = (
        CheckConstraint("weight between 1 and 12", name="weight"),
        Index("uq_ballot_vote_id_token_hash", "vote_id", "token_hash", unique=True),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"))
    token_hash: Mapped[str | None] = mapped_column(String(64))
    """The hash of the device's token while the vote is open; empty after closing."""
    choice: Mapped[str] = mapped_column(Text)
    weight: Mapped[int]
    """For how many it counts: 1, or the table that a phone answers for."""


class Receipt(Model):
    """The set of token hashes that were counted, with no tie to any ballot."""

    __tablename__ = "receipt"
    __table_args__ = {"sqlite_with_rowid": False}

    vote_id: Mapped[str] = mapped_column(ForeignKey("vote.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
