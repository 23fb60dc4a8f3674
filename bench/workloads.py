"""The workloads, each beside the floor that it is compared with, in one run on one machine."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench import live, phones
from bench.load import Load, merged, repeated, request, run
from bench.phones import COMPRESSED, Phone, Stored
from bench.seed import Town
from bench.server import Server, shipped

STORM, STORM_SECONDS = 400, 10.0
IDEA_SECONDS = 60.0
BURST, BURST_SECONDS = 1000, 30.0
FAST = 3000
"""Ballots as fast as they go, from as many participants."""
KILLED = 1000
"""Ballots on their way when the server is killed."""
KILLED_AFTER = 400
"""Acknowledged ballots after which it is."""
AT_ONCE = 32
"""Connections of a load that goes as fast as it can."""
ROUNDS = 3
READS = 400
"""Pages of each kind in each round."""

Floors = Mapping[str, Server]
Say = Callable[[str], None]


@dataclass(slots=True)
class Measured:
    """One row of the report: a load, what was stored of it, and the processor time of the server for each answer."""

    name: str
    load: Load
    stored: Stored | None = None
    cpu_us: float = 0.0
    """Microseconds of the server's processor for each answer."""
    rates: list[float] = field(default_factory=list)
    """Answers a second in each round, where there were several."""

    @property
    def rate(self) -> float:
        """Answers a second: of the middle round where there were several."""
        return statistics.median(self.rates) if self.rates else self.load.per_second


def joining(server: Server, town: Town, say: Say) -> tuple[list[Measured], list[Phone]]:
    """400 phones within ten seconds, then thousands as fast as they go, who vote later. Returns those."""
    say(f"{STORM} phones join within {STORM_SECONDS:g} s")
    newcomers = phones.some(0, STORM)
    storm = _with_cpu(
        server, "join storm", lambda: run(server.port, phones.joins(newcomers, town), within=STORM_SECONDS)
    )
    storm.stored = phones.joined(newcomers, town)
    count = BURST + FAST + KILLED
    say(f"{count} more join as fast as they go")
    others = phones.some(STORM, count)
    fast = _with_cpu(
        server, "joins, as fast as they go", lambda: run(server.port, phones.joins(others, town), connections=AT_ONCE)
    )
    everybody = phones.joined([*newcomers, *others], town)
    fast.stored = Stored(everybody.acknowledged - storm.stored.acknowledged, everybody.lost, everybody.twice)
    return [storm, fast], others


def voting(server: Server, town: Town, floors: Floors, voters: Sequence[Phone], say: Say) -> list[Measured]:
    """1,000 ballots within 30 s; thousands as fast as they go, in turns with the floors that write."""
    calm, eager = voters[:BURST], voters[BURST : BURST + FAST]
    say(f"{BURST} ballots within {BURST_SECONDS:g} s")
    burst = _with_cpu(server, "vote burst", lambda: run(server.port, phones.ballots(calm, town), within=BURST_SECONDS))
    burst.stored = phones.voted(calm, town)
    say(f"{FAST} ballots as fast as they go, in turns with the floors that write")
    each = FAST // ROUNDS
    measures: dict[str, tuple[Server, Callable[[int], Load]]] = {
        "ballots, as fast as they go": (
            server,
            lambda turn: run(
                server.port, phones.ballots(eager[turn * each : (turn + 1) * each], town), connections=AT_ONCE
            ),
        )
    }
    raw = request("POST", "/", {}, urlencode({"entry": "1"}).encode())
    for name in ("Flask + sqlite3 insert", "Flask + psycopg insert"):
        if name in floors:
            measures[name] = (floors[name], _floor(floors[name], raw, each))
    fast, *written = in_turns(measures)
    fast.stored = phones.voted([*calm, *eager], town)
    say("The same ballots again, as htmx sends them")
    changed = eager[:each]
    again = _with_cpu(
        server,
        "changed ballots, page's new part back",
        lambda: run(server.port, phones.ballots(changed, town, fragment=True), connections=AT_ONCE),
    )
    again.stored = phones.voted([*calm, *eager], town)
    return [burst, fast, again, *written]


def killing(town: Town, voters: Sequence[Phone], say: Say) -> Measured:
    """The server is killed in the middle of a burst, comes back, and everybody presses the button again."""
    say("The server is killed in the middle of a burst, and comes back")
    with shipped(town.instance) as server:

        def after(answers: int) -> bool:
            if answers == KILLED_AFTER:
                server.kill()
            return False

        load = run(server.port, phones.ballots(voters, town), connections=AT_ONCE, each_answer=after)
    acknowledged = phones.voted(voters, town)
    with shipped(town.instance) as server:
        again = run(server.port, phones.ballots(voters, town), connections=AT_ONCE)
    everybody = phones.voted(voters, town)
    whole = merged([load, again])
    whole.broken = again.broken
    lost = acknowledged.lost + everybody.lost + len(voters) - everybody.acknowledged
    return Measured(
        "burst with the server killed in it", whole, Stored(acknowledged.acknowledged, lost, everybody.twice)
    )


def reading(few: Server, many: Server, floors: Floors, say: Say) -> list[Measured]:
    """The list of proposals and one proposal's thread, with few and with many, in turns with the floors that answer."""
    say("Lists and threads are read with 100 and with 10,000 proposals, in turns with the floors")
    measures: dict[str, tuple[Server, Callable[[int], Load]]] = {}
    for path, what in (("/f", "/f"), ("/f/50", "/f/<number>")):
        raw = request("GET", path, COMPRESSED)
        measures[f"{what} of 100"] = (few, _floor(few, raw, READS))
        measures[f"{what} of 10,000"] = (many, _floor(many, raw, READS))
    bare = request("GET", "/", {})
    for name in ("bare WSGI", "bare Flask"):
        measures[name] = (floors[name], _floor(floors[name], bare, 3 * READS))
    return in_turns(measures)


def listening(server: Server, town: Town, joined: Sequence[Phone], say: Say) -> tuple[live.Delays, Measured]:
    """Step after step while a thousand phones and the screen listen, then ideas from 400 of them in a minute."""
    listeners, givers = joined[: live.LISTENERS], joined[:STORM]
    say(f"{live.CHANGES} steps while {live.LISTENERS} phones and the screen listen; then {STORM} ideas within a minute")

    def storm() -> Measured:
        ideas = phones.ideas(givers, town)
        return _with_cpu(server, live.IDEAS, lambda: run(server.port, ideas, within=IDEA_SECONDS))

    delays, storm_of_ideas = live.measure(server, town, listeners, storm)
    storm_of_ideas.stored = phones.given(givers, town)
    return delays, storm_of_ideas


def in_turns(measures: Mapping[str, tuple[Server, Callable[[int], Load]]]) -> list[Measured]:
    """Run measures round by round, so that what else the machine does meets all of them alike."""
    for _name, (_server, measure) in measures.items():
        # The first answers of a worker compile templates and statements; they are nobody's pace.
        if measure.__name__ == "repeat":
            measure(-1)
    found = {name: Measured(name, Load()) for name in measures}
    for turn in range(ROUNDS):
        for name, (server, measure) in measures.items():
            one = _with_cpu(server, name, lambda measure=measure, turn=turn: measure(turn))  # type: ignore[misc]
            row = found[name]
            row.rates.append(one.load.per_second)
            row.load = merged([row.load, one.load])
            row.cpu_us += one.cpu_us / ROUNDS
    return list(found.values())


def _floor(server: Server, raw: bytes, times: int) -> Callable[[int], Load]:
    def repeat(turn: int) -> Load:
        return run(server.port, repeated(raw, 50 if turn < 0 else times), connections=AT_ONCE)

    return repeat


def _with_cpu(server: Server, name: str, measure: Callable[[], Load]) -> Measured:
    before = server.cpu()
    load = measure()
    return Measured(name, load, cpu_us=(server.cpu() - before) * 1e6 / max(1, len(load.latencies)))
