"""Places of a walk, and those who answer them."""

from __future__ import annotations

from typing import Any

from participation import clock, db
from participation.people.models import Department
from participation.walks.protocol import actions, queries
from participation.walks.protocol.models import PlaceAnswer
from participation.walks.protocol.queries import Protocol, Row
from participation.walks.protocol.rules import Answer, Change, Editor
from tests.cast import TOVE, account
from tests.reading import Browser
from tests.walks.gathering import gathered, marks
from tests.walks.walking import Walk


def protocol_of(walk: Walk) -> Protocol:
    db.db.session.rollback()
    with walk.app.test_request_context():
        return queries.of_walk(walk.step)


def row(walk: Walk, number: int = 1) -> Row:
    return next(row for row in protocol_of(walk).rows if row.number == number)


def places(walk: Walk, count: int = 2) -> None:
    """A walk whose marks are gathered into so many places."""
    for number in range(count):
        marks(walk, near=(24.95 + number / 400, 60.17), place="", why=f"Lampa {number}")
    gathered(walk)


def technical() -> str:
    found = db.db.session.query(Department).filter_by(name="Tekniska förvaltningen").one()
    return str(found.id)


def organiser(walk: Walk) -> Editor:
    return Editor(walk.leader_id, None, organises=True)


def tove() -> Editor:
    return Editor(account(TOVE).id, account(TOVE).department_id, organises=False)


def ask(walk: Walk, *numbers: int) -> None:
    """The organiser says that places lie with Tove's department."""
    changes = [Change(row(walk, n).id, row(walk, n).version, Answer(department_id=technical())) for n in numbers]
    assert actions.answer(walk.step_id, changes, organiser(walk), clock.now()) == {}


def save(walk: Walk, answer: Answer, *, seen: int, number: int = 1, editor: Editor | None = None) -> str:
    """Saves a row; returns the code of the refusal, or nothing."""
    change = Change(row(walk, number).id, seen, answer)
    refused = actions.answer(walk.step_id, [change], editor or organiser(walk), clock.now())
    return next((refusal.code for refusal in refused.values()), "")


def versions(walk: Walk) -> int:
    db.db.session.rollback()
    return db.db.session.query(PlaceAnswer).count()


NOTHING = Answer(outcome="nothing", words="Marken är privat")


def rows_path(walk: Walk) -> str:
    return f"{walk.path}/walks/{walk.step_id}/protocol/rows"


def desk_of(walk: Walk) -> Browser:
    desk = walk.desk()
    assert desk.get(rows_path(walk)).status_code == 200
    return desk


def field(row: Row, **typed: Any) -> dict[str, Any]:
    return {f"{name}-{row.id}": value for name, value in typed.items()}


def public_path(walk: Walk) -> str:
    return f"{walk.path}/walks/{walk.step_id}/protocol"


def publish(walk: Walk) -> None:
    actions.publish(walk.event_id, walk.step_id, walk.leader_id, clock.now())
