"""What changes a vote: preparing, opening, casting, closing. Each is safe to send twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from flask import current_app
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from participation import clock, db, tokens
from participation.events import activities
from participation.events.contributions import actions as contributions
from participation.events.contributions.actions import Gift
from participation.events.models import EventEnding
from participation.events.participants import queries as participants
from participation.events.rules import check_running
from participation.jobs import actions as jobs
from participation.live import changed
from participation.refusal import Refusal
from participation.voting import ballots, holding, mixing, queries, record, rules, scrubbing
from participation.voting.admission import queries as admission
from participation.voting.admission import rules as admission_rules
from participation.voting.counting import METHODS
from participation.voting.models import Vote, VoteClosure, VoteCounting, VoteEntry, VoteOpening
from participation.voting.queries import Tally
from participation.voting.rules import Draft, State

COUNT = "count_vote"
"""The kind of job that counts a vote; `tallying` does it."""
ENTRY = "entry"
"""The kind of contribution that a leader took in from a file."""
SLOW = frozenset({"equal-shares"})
"""Methods whose time does not only go with the ballots."""

_TURN_OUT = text(
    "INSERT INTO turnout (vote_id, participant_id) VALUES (:vote_id, :participant_id) ON CONFLICT DO NOTHING"
)
_PUT_IN = text(
    "INSERT INTO ballot (id, vote_id, token_hash, choice, weight) "
    "VALUES (:id, :vote_id, :token_hash, :choice, :weight) ON CONFLICT DO NOTHING"
)
_EXCHANGE = text(
    "UPDATE ballot SET choice = :choice, weight = :weight WHERE vote_id = :vote_id AND token_hash = :token_hash"
)
_STEP = text("SELECT 1 FROM step WHERE id = :step_id FOR UPDATE")


def cast_ballot(
    event_id: str, vote_id: str, participant_id: str, secret: str, sent: Sequence[str] | None, people: int = 0
) -> None:
    """Cast a participant's ballot, or change the one that this device cast before. `sent` None is a blank ballot.

    `people` is for how many it counts, in a vote by tables. This is the hottest path of the product: four statements
    and no objects. Who has voted on another device is refused, because the ballot there cannot be found from here.
    """
    token_hash = rules.token_hash(secret, vote_id)
    with db.writing_fast() as connection:
        standing = holding.shared(connection, event_id, vote_id, participant_id)
        admission_rules.check_young(other=standing.other)
        admission_rules.check_proved(standing.entitlement, proved=standing.proved)
        ballot = {
            "vote_id": vote_id,
            "token_hash": token_hash,
            "choice": ballots.check(standing.paper, sent),
            "weight": admission_rules.weight(standing.entitlement, people),
        }
        if connection.execute(_TURN_OUT, {"vote_id": vote_id, "participant_id": participant_id}).rowcount:
            written = connection.execute(_PUT_IN, {**ballot, "id": tokens.new_id()}).rowcount
        else:
            written = connection.execute(_EXCHANGE, ballot).rowcount
        if not written:
            raise Refusal("voted_elsewhere")
    changed(event_id)


def prepare_vote(event_id: str, step_id: str, draft: Draft, now: dt.datetime, language: str = "sv") -> str:
    """Write down what is voted on and what for; preparing again replaces it until the vote opens. Returns its id.

    Words out of a file become contributions of the leader's; the same words are the same contribution.
    """
    with db.writing() as session:
        draft = _given(session, event_id, step_id, draft, language, now)
        offered = {offer.contribution_ids[0]: offer for offer in activities.offers(event_id)}
        rules.check_draft(draft, list(offered), clock.local_date(now, current_app.config["TIMEZONE"]))
        vote = _prepared(session, event_id, step_id)
        vote.method, vote.seats, vote.budget = draft.method, draft.seats, draft.budget
        vote.most = 1 if draft.method == ballots.PLURALITY else draft.most
        vote.announced_live = draft.announced_live
        vote.entitlement, vote.for_young = draft.entitlement, draft.for_young
        vote.promise_who, vote.promise_what, vote.promise_by = draft.promise_who, draft.promise_what, draft.promise_by
        session.add(vote)
        session.flush()
        session.execute(delete(VoteEntry).where(VoteEntry.vote_id == vote.id))
        entries = [offered[contribution_id] for contribution_id in draft.contribution_ids]
        costs = draft.costs or (0,) * len(entries)
        session.add_all(
            VoteEntry(
                vote_id=vote.id,
                number=number,
                contribution_id=offer.contribution_ids[0],
                text=offer.text,
                theme=offer.theme,
                cost=cost,
            )
            for number, (offer, cost) in enumerate(zip(entries, costs, strict=True), start=1)
        )
        vote_id = vote.id
    changed(event_id)
    return vote_id


def _given(session: Session, event_id: str, step_id: str, draft: Draft, language: str, now: dt.datetime) -> Draft:
    """The draft with contributions in the place of words out of a file."""
    ids = {}
    for key in (key for key in draft.contribution_ids if key in draft.given):
        words = draft.given[key]
        ids[key] = tokens.id_of("vote entry", step_id, words)
        contributions.give(session, Gift(ids[key], event_id, step_id, None, ENTRY, words, language), now)
    return replace(draft, contribution_ids=tuple(ids.get(key, key) for key in draft.contribution_ids), given={})


def _prepared(session: Session, event_id: str, step_id: str) -> Vote:
    """The step's vote while it can still be changed, or a new one. Two leaders who prepare take turns."""
    if db.is_postgresql():
        session.execute(_STEP, {"step_id": step_id})
    vote_id = session.scalar(select(Vote.id).where(Vote.step_id == step_id))
    if vote_id is None:
        return Vote(id=tokens.new_id(), event_id=event_id, step_id=step_id)
    vote = holding.owned(session, event_id, vote_id)
    if vote.state is not State.PREPARED:
        raise Refusal("vote_is_fixed")
    session.expire(vote, ["entries"])
    return vote


def open_vote(event_id: str, vote_id: str, staff_id: str, now: dt.datetime) -> None:
    """Fix the ballot in today's words and let people vote. Opening an opened vote changes nothing."""
    with db.writing() as session:
        vote = holding.owned(session, event_id, vote_id)
        if vote.state is not State.PREPARED:
            return
        check_running(session.scalar(select(EventEnding.kind).where(EventEnding.event_id == event_id)))
        rules.check_promise(vote.promise_by, clock.local_date(now, current_app.config["TIMEZONE"]))
        admission_rules.check_entitlement(vote.entitlement, participants.slips(event_id)[0])
        offered = {offer.contribution_ids[0]: offer for offer in activities.offers(event_id)}
        for entry in vote.entries:
            offer = offered.get(entry.contribution_id)
            if offer is None:
                raise Refusal("entry_gone", field="entry")
            entry.text, entry.theme = offer.text, offer.theme
        session.add(VoteOpening(vote_id=vote_id, at=now, by_id=staff_id, entries=len(vote.entries)))
    changed(event_id)


def close_vote(event_id: str, vote_id: str, staff_id: str, now: dt.datetime) -> bool:
    """Close, count and publish, and cut what tied ballots to devices. True when this call did it.

    A count that may take long is left to a job (`tallying`): the vote only takes no more ballots. Whatever was
    acknowledged before is counted; whatever comes later is refused. The files still hold traces of casting until
    `scrubbing.scrub` has run: the caller does it next, and a job does it if that was not possible.
    """
    with db.writing() as session:
        vote = holding.owned(session, event_id, vote_id)
        if vote.state is not State.OPEN:
            if vote.state is State.PREPARED:
                raise Refusal("vote_not_open")
            return False
        at_once = vote.method not in SLOW
        if at_once:
            _publish(session, vote, queries.tally(vote), staff_id, now)
        else:
            account = admission.account(vote).as_data()
            session.add(VoteCounting(vote_id=vote_id, at=now, by_id=staff_id, account=account))
            jobs.enqueue(session, COUNT, f"{COUNT}:{vote_id}", now, {"vote": vote_id})
    changed(event_id)
    return at_once


def publish_count(vote_id: str, counted: Tally) -> None:
    """Publish what a job counted; once, however often it was begun. The vote was closed when the leader closed it."""
    with db.writing() as session:
        vote = session.get(Vote, vote_id)
        if vote is None or vote.state is not State.COUNTING or vote.counting is None:
            return
        event_id = vote.event_id
        _publish(session, holding.owned(session, event_id, vote_id), counted, vote.counting.by_id, vote.counting.at)
    changed(event_id)


def tell_progress(vote_id: str, percent: int, now: dt.datetime) -> None:
    """Say how far a count has come, so that leaders see it and no other worker begins the same."""
    with db.writing() as session:
        session.execute(update(VoteCounting).where(VoteCounting.vote_id == vote_id).values(percent=percent))
        jobs.keep(session, f"{COUNT}:{vote_id}", now)


def _publish(session: Session, vote: Vote, counted: Tally, staff_id: str, now: dt.datetime) -> None:
    session.add(_closure(vote, counted, staff_id, now))
    session.flush()
    mixing.mix(session, vote.id)
    scrubbing.enqueue(session, vote.id, now)


def _closure(vote: Vote, counted: Tally, staff_id: str, now: dt.datetime) -> VoteClosure:
    """The closure of `vote` with everything that is published."""
    assert vote.opening is not None
    method, outcome = METHODS[vote.method], counted.outcome
    account = admission.account(vote)
    frame = record.Frame(
        vote=vote.id,
        method=method.NAME,
        version=method.VERSION,
        most=vote.most,
        terms=queries.published_terms(vote, counted.terms),
        ties=method.TIES,
        entitlement=vote.entitlement,
        for_young=vote.for_young,
        account=account,
        receipts=counted.terms.seed,
        opened=clock.iso(vote.opening.at),
        closed=clock.iso(now),
        seals=[rules.seal(entry.salt, entry.text) for entry in vote.entries],
    )
    published = record.compose(frame, outcome, counted.together)
    return VoteClosure(
        vote_id=vote.id,
        at=now,
        by_id=staff_id,
        entitlement=frame.entitlement,
        entitled=account.entitled,
        turnout=account.turnout,
        ballots=outcome.ballots,
        account=account.as_data(),
        rule=frame.method,
        rule_version=frame.version,
        tie_rule=frame.ties,
        outcome=outcome.as_data(),
        record=published,
        record_sha256=record.sha256(published),
    )


def erase_words(session: Session, contribution_ids: Sequence[str]) -> None:
    """Destroy the snapshots of contributions whose words are destroyed; the record keeps only their seals."""
    gone = VoteEntry.contribution_id.in_(contribution_ids)
    session.execute(update(VoteEntry).where(gone).values(text="", theme=None, salt=""))
