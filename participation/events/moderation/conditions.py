"""The one condition that says what others may read. Whoever reads contributions asks it through `contributions`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, not_

from participation.events.contributions.models import Contribution, Erasure, Hiding, Unshared, Withdrawal
from participation.events.duty.models import Alert, AlertFact
from participation.events.moderation.models import Approval, Hold


def waits() -> ColumnElement[bool]:
    """Whether a contribution of the enclosing query waits for a leader: held back, not approved, and shared."""
    approved = exists().where(Approval.contribution_id == Contribution.id).correlate(Contribution)
    held = exists().where(Hold.contribution_id == Contribution.id).correlate(Contribution)
    return held & not_(approved) & not_(unshared())


def unshared() -> ColumnElement[bool]:
    """Whether the author of a contribution of the enclosing query keeps it to themselves."""
    kept = exists().where(Unshared.contribution_id == Contribution.id, Unshared.ended_at.is_(None))
    return kept.correlate(Contribution)


def set_apart() -> ColumnElement[bool]:
    """Whether a contribution of the enclosing query is for the adult on duty alone."""
    released = exists().where(AlertFact.alert_id == Alert.id, AlertFact.what == "released").correlate(Alert)
    return exists().where(Alert.contribution_id == Contribution.id, not_(released)).correlate(Contribution)


def out_of_sight() -> ColumnElement[bool]:
    """Whether leaders see nothing of a contribution of the enclosing query, whatever they do with others."""
    return set_apart() | unshared()


def cleared() -> ColumnElement[bool]:
    """Whether nothing holds a contribution of the enclosing query back."""
    return not_(waits()) & not_(out_of_sight())


def there() -> ColumnElement[bool]:
    """Neither taken back, nor destroyed, nor hidden; the enclosing query joins the three facts (outer)."""
    return and_(
        Withdrawal.contribution_id.is_(None), Erasure.contribution_id.is_(None), Hiding.contribution_id.is_(None)
    )
